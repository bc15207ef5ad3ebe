import {
  parseAddressSpan,
  parseDurationSpan,
  parseSequenceSpan,
  parseStatusSpan,
  parseTimeSpan,
  QueryFieldTerm,
  ValueSpan,
} from 'backstage-plugin-audit-log-common';
import { InputError } from '@backstage/errors';
import { anyOf, isIn, SqlBinding, SqlCondition } from './condition';
import { FieldColumn } from './fieldColumns';

type RankField = Extract<FieldColumn, { match: 'rank' }>;
type SpanField = Extract<FieldColumn, { match: 'span' }>;

/** The place in a fixed order compares with the places of the values. */
export function rankCondition(
  field: RankField,
  term: QueryFieldTerm,
): SqlCondition {
  const ranks = term.values.map(value => {
    const rank = field.order.indexOf(value);
    if (rank === -1) {
      throw badValue(term, value);
    }
    return { from: rank, to: rank };
  });
  return compared(field.column, term, ranks);
}

/** The column compares with the spans that the values stand for. */
export function spanCondition(
  field: SpanField,
  term: QueryFieldTerm,
  now: number,
): SqlCondition {
  const spans = term.values.map(value => {
    const span = readSpan(field.values, value, now);
    if (!span) {
      throw badValue(term, value);
    }
    return span;
  });
  return compared(field.column, term, spans);
}

function readSpan(
  kind: SpanField['values'],
  value: string,
  now: number,
): ValueSpan<SqlBinding> | undefined {
  switch (kind) {
    case 'status':
      return parseStatusSpan(value);
    case 'duration':
      return parseDurationSpan(value);
    case 'time':
      return parseTimeSpan(value, now);
    case 'address':
      return parseAddressSpan(value);
    default: {
      const span = parseSequenceSpan(value);
      return span && { from: String(span.from), to: String(span.to) };
    }
  }
}

function compared(
  column: string,
  term: QueryFieldTerm,
  spans: ValueSpan<SqlBinding>[],
): SqlCondition {
  const [{ from, to }] = spans;
  switch (term.operator) {
    case '>':
      return { sql: `${column} > ?`, bindings: [to] };
    case '>=':
      return { sql: `${column} >= ?`, bindings: [from] };
    case '<':
      return { sql: `${column} < ?`, bindings: [from] };
    case '<=':
      return { sql: `${column} <= ?`, bindings: [to] };
    default: {
      const single = spans.filter(span => span.from === span.to);
      const ranges = spans.filter(span => span.from !== span.to);
      return anyOf([
        ...(single.length > 0
          ? [
              isIn(
                column,
                single.map(span => span.from),
              ),
            ]
          : []),
        ...ranges.map(range => ({
          sql: `${column} between ? and ?`,
          bindings: [range.from, range.to],
        })),
      ]);
    }
  }
}

function badValue(term: QueryFieldTerm, value: string): InputError {
  return new InputError(
    `The field "${term.field}" can't be compared with "${value}".`,
  );
}

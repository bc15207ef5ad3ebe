import {
  QueryFieldTerm,
  QueryOperator,
  formatQuery,
  parseQuery,
} from 'backstage-plugin-audit-log-common';

/** What a query asks of one field. */
export interface FieldFilter {
  operator: QueryOperator;
  values: string[];
}

/**
 * What `text` asks of `field`, or undefined where it asks nothing. Negated
 * terms don't count: they can't be shown as a choice.
 */
export function readFilter(
  text: string,
  field: string,
): FieldFilter | undefined {
  const terms = termsOf(text, field);
  return terms.length === 0
    ? undefined
    : {
        operator: terms[0].operator,
        values: [...new Set(terms.flatMap(term => term.values))],
      };
}

/**
 * Replaces what `text` asks of `field`; undefined asks nothing. Everything
 * else in the text stays as it was written.
 */
export function writeFilter(
  text: string,
  field: string,
  filter: FieldFilter | undefined,
): string {
  const [first, ...others] = termsOf(text, field);
  const written = filter
    ? formatQuery([{ kind: 'field', field, negated: false, ...filter }])
    : '';
  let next = text;
  for (const term of others.reverse()) {
    next = replace(next, term, '');
  }
  return first
    ? replace(next, first, written)
    : [next.trim(), written].filter(Boolean).join(' ');
}

function termsOf(text: string, field: string): QueryFieldTerm[] {
  return parseQuery(text).terms.filter(
    (term): term is QueryFieldTerm =>
      term.kind === 'field' && term.field === field && !term.negated,
  );
}

function replace(
  text: string,
  place: { start: number; end: number },
  written: string,
): string {
  const before = text.slice(0, place.start).trimEnd();
  const after = text.slice(place.end).trimStart();
  return [before, written, after].filter(Boolean).join(' ');
}

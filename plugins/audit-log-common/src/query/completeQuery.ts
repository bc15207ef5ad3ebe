import { findQueryField, isMetaQueryField, queryFields } from './fields';
import { QueryField } from './fieldTypes';
import { formatValue } from './formatQuery';
import { ScannedTerm, ScannedValue, scanQuery } from './scanner';
import { QuerySpan } from './types';

const MAX_ITEMS = 50;
const MIN_WORD_FOR_VALUES = 2;

/**
 * One way to go on: put `insert` in place of the characters from `start` to
 * `end`.
 *
 * @public
 */
export interface QueryCompletion extends QuerySpan {
  kind: 'field' | 'operator' | 'value';
  label: string;
  insert: string;
  help?: string;
}

/**
 * What can be written at the caret. `valuesOf` says which values of which
 * field would help, so that a caller can look up those that really occur.
 *
 * @public
 */
export interface QueryCompletions {
  items: QueryCompletion[];
  valuesOf?: { field: string; prefix: string };
}

/**
 * Values that occur in the log, most frequent first, by field. Keys such as
 * `meta.taskId` are offered as fields too.
 *
 * @public
 */
export type KnownQueryValues = Readonly<Record<string, readonly string[]>>;

/**
 * Offers fields, operators and values at a caret. Never throws, whatever the
 * text.
 *
 * @public
 */
export function completeQuery(
  text: string,
  caret: number,
  values: KnownQueryValues = {},
): QueryCompletions {
  const term = scanQuery(text).find(
    ({ start, end }) => start <= caret && caret <= end,
  );
  if (!term) {
    return limited(completeField('', { start: caret, end: caret }, values));
  }
  if (!term.field) {
    return completeWord(text, caret, term, values);
  }
  // Before the minus of a negated field nothing is being written.
  if (caret < term.field.start) {
    return { items: [] };
  }
  if (caret <= term.field.end) {
    const written = text.slice(term.field.start, caret);
    return limited(
      completeField(written, term.field, values).map(item => ({
        ...item,
        insert: item.label,
      })),
    );
  }
  return completeValue(caret, term, values);
}

/**
 * The text and caret after a completion was chosen.
 *
 * @public
 */
export function applyCompletion(
  text: string,
  completion: QueryCompletion,
): { text: string; caret: number } {
  const { start, end, insert } = completion;
  return {
    text: text.slice(0, start) + insert + text.slice(end),
    caret: start + insert.length,
  };
}

function limited(items: QueryCompletion[]): QueryCompletions {
  return { items: items.slice(0, MAX_ITEMS) };
}

function completeWord(
  text: string,
  caret: number,
  term: ScannedTerm,
  values: KnownQueryValues,
): QueryCompletions {
  const [value] = term.values;
  if (value.quoted || caret < value.start) {
    return { items: [] };
  }
  const span = { start: value.start, end: value.end };
  const written = text.slice(value.start, caret);
  const field = findQueryField(written);
  return limited([
    ...(field && caret === value.end
      ? completeOperator(field, written, span)
      : []),
    ...completeField(written, span, values),
    ...(written.length >= MIN_WORD_FOR_VALUES
      ? completeAnyValue(written, span, values)
      : []),
  ]);
}

function completeOperator(
  field: QueryField,
  written: string,
  span: QuerySpan,
): QueryCompletion[] {
  const name = field.kind === 'meta' ? written : field.name;
  return field.operators.map(operator => ({
    kind: 'operator',
    label: `${name}${operator}`,
    insert: `${name}${operator}`,
    help: field.help,
    ...span,
  }));
}

function completeField(
  written: string,
  { start, end }: QuerySpan,
  values: KnownQueryValues,
): QueryCompletion[] {
  const known = queryFields.map(field => ({
    name: field.name,
    words: [field.name, ...field.aliases],
    help: field.help,
    operator: field.kind === 'time' || field.kind === 'duration' ? '>=' : ':',
  }));
  const found = Object.keys(values)
    .filter(isMetaQueryField)
    .map(name => ({ name, words: [name], help: undefined, operator: ':' }));
  return startingFirst([...known, ...found], entry => entry.words, written).map(
    entry => ({
      kind: 'field',
      label: entry.name,
      insert: `${entry.name}${entry.operator}`,
      help: entry.help,
      start,
      end,
    }),
  );
}

function completeAnyValue(
  written: string,
  { start, end }: QuerySpan,
  values: KnownQueryValues,
): QueryCompletion[] {
  const pairs = Object.entries(values).flatMap(([field, known]) =>
    known.map(value => ({ field, value })),
  );
  return startingFirst(pairs, pair => [pair.value], written).map(
    ({ field, value }) => {
      const term = `${field}${operatorFor(value)}${formatValue(value)}`;
      return { kind: 'value', label: term, insert: term, start, end };
    },
  );
}

function completeValue(
  caret: number,
  term: ScannedTerm,
  values: KnownQueryValues,
): QueryCompletions {
  const field = findQueryField(term.field!.text);
  const value = term.values.find(
    ({ start, end }) => start <= caret && caret <= end,
  );
  if (!field || !value) {
    return { items: [] };
  }
  const name = field.kind === 'meta' ? term.field!.text : field.name;
  const prefix = textUpTo(value, caret);
  const others = term.values
    .filter(other => other !== value)
    .map(other => other.text);
  const candidates = (
    values[name] ??
    field.values ??
    exampleValues(field)
  ).filter(candidate => !others.includes(candidate));
  const items = startingFirst(candidates, item => [item], prefix).map(
    (item): QueryCompletion => ({
      kind: 'value',
      label: item,
      insert: formatValue(item),
      start: value.start,
      end: value.end,
    }),
  );
  return { ...limited(items), valuesOf: { field: name, prefix } };
}

function textUpTo(value: ScannedValue, caret: number): string {
  return caret >= value.end
    ? value.text
    : value.text.slice(
        0,
        Math.max(0, caret - value.start - (value.quoted ? 1 : 0)),
      );
}

function exampleValues(field: QueryField): string[] {
  const values = field.examples.flatMap(example => {
    const [term] = scanQuery(example);
    return term.negated || !term.field
      ? []
      : term.values.map(({ text }) => text);
  });
  return [...new Set(values)];
}

function operatorFor(value: string): string {
  return value.includes('*') ? '=' : ':';
}

/** Those that begin with what was written, then those that contain it. */
function startingFirst<T>(
  items: readonly T[],
  wordsOf: (item: T) => readonly string[],
  written: string,
): T[] {
  const wanted = written.toLowerCase();
  const starting: T[] = [];
  const containing: T[] = [];
  for (const item of items) {
    const words = wordsOf(item).map(word => word.toLowerCase());
    if (words.some(word => word.startsWith(wanted))) {
      starting.push(item);
    } else if (words.some(word => word.includes(wanted))) {
      containing.push(item);
    }
  }
  return [...starting, ...containing];
}

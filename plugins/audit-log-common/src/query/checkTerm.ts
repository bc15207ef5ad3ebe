import {
  findQueryField,
  isMetaQueryField,
  metaField,
  metaFieldPath,
  queryFields,
} from './fields';
import { QueryField } from './fieldTypes';
import { nearestName } from './nearestName';
import { ScannedTerm, ScannedValue } from './scanner';
import { shorten } from './shorten';
import { QueryError, QueryOperator, QuerySpan, QueryTerm } from './types';
import {
  parseAddressSpan,
  parseDurationSpan,
  parseMetaNumber,
  parseSequenceSpan,
  parseStatusSpan,
  parseTimeSpan,
} from './values';

const MAX_VALUE_LENGTH = 1024;
const MAX_META_DEPTH = 16;

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const comparisons: readonly QueryOperator[] = ['>', '>=', '<', '<='];

/** What events are stored without: databases refuse it in text or JSON. */
const UNSTORABLE =
  /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Thrown inside this file only, to leave a term at its first error. */
class TermError extends Error {
  constructor(message: string, readonly span: QuerySpan) {
    super(message);
  }
}

/** A term, or the one sentence that says why it is none. */
export function checkTerm(
  scanned: ScannedTerm,
): { term: QueryTerm } | { error: QueryError } {
  try {
    return { term: readTerm(scanned) };
  } catch (error) {
    if (error instanceof TermError) {
      const { start, end } = error.span;
      return { error: { message: error.message, start, end } };
    }
    throw error;
  }
}

function readTerm(scanned: ScannedTerm): QueryTerm {
  for (const value of scanned.values) {
    checkWriting(value);
  }
  if (scanned.glued) {
    throw new TermError('Put a space after the closing quote.', scanned.glued);
  }
  return scanned.field ? readFieldTerm(scanned) : readTextTerm(scanned);
}

function checkWriting(value: ScannedValue) {
  if (!value.closed) {
    throw new TermError('This quote is never closed.', value);
  }
  if (UNSTORABLE.test(value.text)) {
    throw new TermError(
      'No event holds a NUL character or half of a surrogate pair.',
      value,
    );
  }
  if (value.text.length > MAX_VALUE_LENGTH) {
    throw new TermError(
      `This value is longer than ${MAX_VALUE_LENGTH} characters.`,
      value,
    );
  }
}

const reservedWords: Record<string, string> = {
  AND: 'All terms must hold anyway: leave AND out, or quote it to search for the word.',
  OR: 'Write alternatives with a comma, as in plugin:catalog,scaffolder, or quote OR to search for the word.',
  NOT: 'Write a leading "-", as in -outcome:failed, or quote NOT to search for the word.',
};

function readTextTerm(scanned: ScannedTerm): QueryTerm {
  const { start, end, negated } = scanned;
  const [value] = scanned.values;
  if (value.text.trim() === '') {
    throw new TermError('Write something between the quotes.', value);
  }
  if (!value.quoted && Object.hasOwn(reservedWords, value.text)) {
    throw new TermError(reservedWords[value.text], value);
  }
  return { kind: 'text', value: value.text, negated, start, end };
}

function readFieldTerm(scanned: ScannedTerm): QueryTerm {
  const { start, end, negated, values } = scanned;
  const field = readField(scanned);
  const operator = scanned.operator!.text;
  if (!field.operators.includes(operator)) {
    throw new TermError(
      `"${
        field.name
      }" does not know "${operator}"; it takes ${field.operators.join(' ')}.`,
      scanned.operator!,
    );
  }
  if (values.length > 1 && comparisons.includes(operator)) {
    throw new TermError(
      `"${operator}" takes one value; several are for ":" and "=".`,
      { start: values[0].end, end: values[values.length - 1].end },
    );
  }
  return {
    kind: 'field',
    field:
      field.kind === 'meta'
        ? metaField(metaFieldPath(scanned.field!.text))
        : field.name,
    operator,
    values: values.map(value => readValue(field, operator, value)),
    negated,
    start,
    end,
  };
}

function readField(scanned: ScannedTerm): QueryField {
  const written = scanned.field!;
  const field = findQueryField(written.text);
  if (!field) {
    throw new TermError(unknownField(scanned), written);
  }
  if (isMetaQueryField(written.text)) {
    const path = metaFieldPath(written.text);
    if (path.some(key => key === '' || UNSTORABLE.test(key))) {
      throw new TermError(
        'Name a key of the meta object, as in meta.taskId:42.',
        written,
      );
    }
    if (path.length > MAX_META_DEPTH) {
      throw new TermError(
        `A path into the meta object has at most ${MAX_META_DEPTH} keys.`,
        written,
      );
    }
  }
  return field;
}

function unknownField(scanned: ScannedTerm): string {
  const name = shorten(scanned.field!.text);
  const near = nearestName(
    name,
    queryFields.flatMap(field => [field.name, ...field.aliases]),
  );
  return near
    ? `There is no field "${name}"; did you mean "${near}"?`
    : `There is no field "${name}"; to search for the text, put it in quotes.`;
}

function readValue(
  field: QueryField,
  operator: QueryOperator,
  value: ScannedValue,
): string {
  if (value.text === '') {
    throw new TermError(
      `Give a value for "${field.name}", as in ${field.examples[0]}.`,
      value.start === value.end
        ? { start: Math.max(0, value.start - 1), end: value.end }
        : value,
    );
  }
  const text = inStoredCase(field, value.text);
  const isPresence = text === '*' && operator === ':';
  if (!isPresence) {
    const expected = expectation(field, operator, text);
    if (expected) {
      throw new TermError(
        `"${field.name}" can't be "${shorten(
          value.text,
        )}"; expected ${expected}.`,
        value,
      );
    }
  }
  return text;
}

function inStoredCase(field: QueryField, text: string): string {
  if (field.writtenIn === 'upper') {
    return text.toUpperCase();
  }
  return field.writtenIn === 'lower' ? text.toLowerCase() : text;
}

/** What the field would have accepted; undefined if the value is fine. */
function expectation(
  field: QueryField,
  operator: QueryOperator,
  text: string,
): string | undefined {
  const compares = comparisons.includes(operator);
  if (compares && text.includes('..') && field.kind !== 'meta') {
    return `one value after "${operator}", not a range`;
  }
  switch (field.kind) {
    case 'choice':
    case 'level':
      return field.values!.includes(text)
        ? undefined
        : `one of ${field.values!.join(', ')}`;
    case 'number':
      return field.name === 'status'
        ? orExpected(parseStatusSpan(text), 'a status such as 404 or 5xx')
        : orExpected(
            parseSequenceSpan(text),
            'a whole number or a range such as 100..200',
          );
    case 'duration':
      return orExpected(
        parseDurationSpan(text),
        'a duration with its unit, such as 250ms or 2s',
      );
    case 'time':
      return orExpected(
        parseTimeSpan(text, 0),
        'a time such as 2026-11-22, 2026-11-22T14:05Z or -2h',
      );
    case 'address':
      return orExpected(
        parseAddressSpan(text),
        'an IP address or a range such as 10.0.0.0/8',
      );
    case 'id':
      return field.name === 'id' && !uuid.test(text)
        ? 'the UUID of an event'
        : undefined;
    case 'meta':
      return compares
        ? orExpected(parseMetaNumber(text), `a number after "${operator}"`)
        : undefined;
    default:
      return undefined;
  }
}

function orExpected(parsed: unknown, expected: string): string | undefined {
  return parsed === undefined ? expected : undefined;
}

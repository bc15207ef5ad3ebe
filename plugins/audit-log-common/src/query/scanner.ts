import { QueryOperator, QuerySpan } from './types';

/** A value as it was typed; `closed` is false where its quote never ends. */
export interface ScannedValue extends QuerySpan {
  text: string;
  quoted: boolean;
  closed: boolean;
}

/**
 * One term as it was typed, not yet checked. A term without `field` is free
 * text and has exactly one value. `glued` is what follows a closing quote
 * without white space.
 */
export interface ScannedTerm extends QuerySpan {
  negated: boolean;
  field?: QuerySpan & { text: string };
  operator?: QuerySpan & { text: QueryOperator };
  values: ScannedValue[];
  glued?: QuerySpan;
}

const space = /\s/;
const word = /[^\s]*/y;
const bareValue = /[^\s,]*/y;
const fieldStart = /[A-Za-z][A-Za-z0-9_-]*/y;
const pathSegment = /[^\s.,:=<>!"]*/y;
const operator = /:|=|!=|>=|>|<=|</y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function isSpaceOrEnd(text: string, at: number): boolean {
  return at >= text.length || space.test(text[at]);
}

/**
 * Splits a query into terms. Accepts any text and takes time linear in its
 * length.
 */
export function scanQuery(text: string): ScannedTerm[] {
  const terms: ScannedTerm[] = [];
  let at = 0;
  while (at < text.length) {
    if (space.test(text[at])) {
      at += 1;
    } else {
      const term = scanTerm(text, at);
      terms.push(term);
      at = term.end;
    }
  }
  return terms;
}

/** Reads one term; `at` is the offset of its first character. */
export function scanTerm(text: string, at: number): ScannedTerm {
  const negated = text[at] === '-' && !isSpaceOrEnd(text, at + 1);
  const from = negated ? at + 1 : at;

  const fieldEnd = scanFieldEnd(text, from);
  const found = fieldEnd > from ? match(operator, text, fieldEnd) : undefined;
  if (found === undefined) {
    const value =
      text[from] === '"' ? scanQuoted(text, from) : scanBare(text, from, word);
    return withGlued(text, {
      start: at,
      end: value.end,
      negated,
      values: [value],
    });
  }

  const valuesStart = fieldEnd + found.length;
  const values = scanValues(text, valuesStart);
  return withGlued(text, {
    start: at,
    end: values[values.length - 1].end,
    negated,
    field: { text: text.slice(from, fieldEnd), start: from, end: fieldEnd },
    operator: {
      text: found as QueryOperator,
      start: fieldEnd,
      end: valuesStart,
    },
    values,
  });
}

/** Splits `meta."a.b".c` into its segments, without quotes. */
export function scanFieldPath(field: string): string[] {
  const first = match(fieldStart, field, 0) ?? '';
  const segments = [first];
  let at = first.length;
  while (field[at] === '.') {
    const segment = scanSegment(field, at + 1);
    segments.push(segment.text);
    at = segment.end;
  }
  return segments;
}

function scanFieldEnd(text: string, from: number): number {
  let at = from + (match(fieldStart, text, from)?.length ?? 0);
  while (at > from && text[at] === '.') {
    at = scanSegment(text, at + 1).end;
  }
  return at;
}

function scanSegment(text: string, at: number): ScannedValue {
  return text[at] === '"'
    ? scanQuoted(text, at)
    : scanBare(text, at, pathSegment);
}

function scanValues(text: string, from: number): ScannedValue[] {
  const values: ScannedValue[] = [];
  let at = from;
  for (;;) {
    const value =
      text[at] === '"' ? scanQuoted(text, at) : scanBare(text, at, bareValue);
    values.push(value);
    if (text[value.end] !== ',') {
      return values;
    }
    at = value.end + 1;
  }
}

function scanBare(text: string, start: number, pattern: RegExp): ScannedValue {
  const found = match(pattern, text, start) ?? '';
  const end = start + found.length;
  return { text: found, start, end, quoted: false, closed: true };
}

// `\"` and `\\` are escapes; any other backslash stands for itself, so that
// a Windows path can be pasted.
function scanQuoted(text: string, start: number): ScannedValue {
  let value = '';
  let at = start + 1;
  while (at < text.length && text[at] !== '"') {
    const escaped =
      text[at] === '\\' && (text[at + 1] === '"' || text[at + 1] === '\\');
    if (escaped) {
      at += 1;
    }
    value += text[at];
    at += 1;
  }
  const closed = at < text.length;
  const end = closed ? at + 1 : at;
  return { text: value, start, end, quoted: true, closed };
}

function withGlued(text: string, term: ScannedTerm): ScannedTerm {
  if (isSpaceOrEnd(text, term.end)) {
    return term;
  }
  const end = term.end + (match(word, text, term.end)?.length ?? 0);
  return { ...term, end, glued: { start: term.end, end } };
}

import { JsonValue } from '@backstage/types';

/**
 * Deepest nesting of arrays and objects that an event may have.
 *
 * @public
 */
export const MAX_JSON_DEPTH = 128;

/**
 * Writes a JSON value in the one form that RFC 8785 (JSON Canonicalization
 * Scheme) allows, as text.
 *
 * @remarks
 * Members that are undefined are left out. Every stored event passes through
 * here several times, so this does by hand what the `canonicalize` package
 * does; the tests compare the two. Strings must be well-formed Unicode.
 *
 * @throws RangeError for numbers that JSON can't hold and for values nested
 * deeper than {@link MAX_JSON_DEPTH}.
 *
 * @public
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, 0);
}

/** Printable ASCII without quote and backslash. */
const PLAIN = /^[ !#-[\]-~]*$/;

/**
 * {@link canonicalJson} of a string.
 *
 * @public
 */
export function canonicalText(text: string): string {
  return PLAIN.test(text) ? `"${text}"` : JSON.stringify(text);
}

function write(value: JsonValue | undefined, depth: number): string {
  if (typeof value === 'string') {
    return canonicalText(value);
  }
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      throw new RangeError(`JSON can't hold the number ${value}`);
    }
    return String(value);
  }
  if (typeof value === 'boolean') {
    return String(value);
  }
  if (typeof value !== 'object' || value === null) {
    return 'null';
  }
  if (depth >= MAX_JSON_DEPTH) {
    throw new RangeError(`JSON is nested deeper than ${MAX_JSON_DEPTH} levels`);
  }
  return Array.isArray(value)
    ? writeArray(value, depth + 1)
    : writeObject(value, depth + 1);
}

function writeArray(items: JsonValue[], depth: number): string {
  let text = '[';
  for (let i = 0; i < items.length; i++) {
    text += (i === 0 ? '' : ',') + write(items[i], depth);
  }
  return `${text}]`;
}

function writeObject(
  members: { [key: string]: JsonValue | undefined },
  depth: number,
): string {
  const keys = Object.keys(members);
  if (!isSorted(keys)) {
    // The default order compares UTF-16 code units, as RFC 8785 demands.
    keys.sort();
  }
  let text = '';
  for (const key of keys) {
    const member = members[key];
    if (member !== undefined) {
      text += `${text === '' ? '{' : ','}${canonicalText(key)}:${write(
        member,
        depth,
      )}`;
    }
  }
  return text === '' ? '{}' : `${text}}`;
}

function isSorted(keys: string[]): boolean {
  for (let i = 1; i < keys.length; i++) {
    if (keys[i] < keys[i - 1]) {
      return false;
    }
  }
  return true;
}

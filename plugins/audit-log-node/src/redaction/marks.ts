/**
 * Stands in the place of a secret that was taken out.
 *
 * @public
 */
export const REDACTED = '[redacted]';

/** Stands where a value could not be read or has no JSON form. */
export const UNREADABLE = '[unreadable]';

/** Stands where a structure goes deeper, or on longer, than is kept. */
export function cutMark(what: string): string {
  return `[cut: ${what}]`;
}

const ILL_FORMED = /[\0\uD800-\uDFFF]/;
const NUL = /\0/g;
const LONE_SURROGATE =
  /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/**
 * Replaces what neither PostgreSQL nor canonical JSON can hold: NUL characters
 * and lone surrogates.
 */
export function wellFormed(text: string): string {
  return ILL_FORMED.test(text)
    ? text.replace(NUL, '\uFFFD').replace(LONE_SURROGATE, '\uFFFD')
    : text;
}

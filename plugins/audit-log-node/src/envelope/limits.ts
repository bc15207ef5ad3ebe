/** Longest text in `meta`, in characters; the rest is cut and marked. */
export const MAX_TEXT = 1024;
/** Most entries of one object or array in `meta`. */
export const MAX_ENTRIES = 100;
/** Deepest nesting of `meta`. */
export const MAX_DEPTH = 8;
/** Longest key in `meta`, in characters. */
export const MAX_KEY = 128;
/** Size of all of `meta`, in characters of keys and values. */
export const MAX_META = 32 * 1024;
/** Longest message of an error, in characters. */
export const MAX_ERROR_MESSAGE = 4096;

/** Half of a character outside the basic plane, without its other half. */
const loneSurrogate = /\p{Surrogate}/gu;
const unstorable = /[\0\ud800-\udfff]/;

/**
 * Text that every database and canonical JSON can hold: without NUL
 * characters and lone surrogates, which PostgreSQL and RFC 8785 refuse.
 */
export function storableText(text: string): string {
  return unstorable.test(text)
    ? text.replace(loneSurrogate, '\uFFFD').replaceAll('\0', '\uFFFD')
    : text;
}

/** Characters kept free for the mark that says what was cut. */
export const MARK_LENGTH = 48;

/** Cuts a text to `max` characters and, where there is room, says so in it. */
export function capText(text: string, max: number = MAX_TEXT): string {
  if (text.length <= max) {
    return text;
  }
  if (max < 2 * MARK_LENGTH) {
    return storableText(text.slice(0, max));
  }
  const kept = max - MARK_LENGTH;
  return `${storableText(text.slice(0, kept))}[truncated ${
    text.length - kept
  } of ${text.length} characters]`;
}

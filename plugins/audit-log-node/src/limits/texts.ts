import { REDACTED, redactText } from '../redaction';

/** Bytes kept free for the mark that says what was cut. */
export const MARK_BYTES = 48;
/** Where there is no room for more. */
const SHORT_MARK = '…';
const SHORT_MARK_BYTES = 3;

/** Code units before a cut in which its last character is looked for. */
const LONGEST_CHARACTER = 64;

const encoder = new TextEncoder();
const characters = new Intl.Segmenter('en');

/** Whether a text is as every database and canonical JSON can hold it. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/**
 * Text that every database and canonical JSON can hold: without NUL
 * characters and lone surrogates, which PostgreSQL and RFC 8785 refuse.
 */
export function storableText(text: string): string {
  return isStorable(text)
    ? text
    : text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Whether a text has at most `max` bytes of UTF-8. */
export function fits(text: string, max: number): boolean {
  // A UTF-16 code unit is at most 3 bytes: most texts need no counting.
  return text.length * 3 <= max || Buffer.byteLength(text) <= max;
}

/**
 * Cuts a text to `max` bytes of UTF-8, between two characters as people see
 * them, and says so in it.
 *
 * @param more - code units that were cut from the text already
 */
export function capText(text: string, max: number, more: number = 0): string {
  if (more === 0 && fits(text, max)) {
    return text;
  }
  if (max < 2 * MARK_BYTES) {
    return `${headOf(text, max - SHORT_MARK_BYTES)}${SHORT_MARK}`;
  }
  const head = headOf(text, max - MARK_BYTES);
  const total = text.length + more;
  return `${head}[truncated ${total - head.length} of ${total} characters]`;
}

/**
 * At the end of a text that was cut, so much may be the beginning of a secret
 * that can't be known any more.
 */
const LONGEST_UNKNOWN = 128;

/** A text from outside: without secrets, storable, at most `max` bytes. */
export function safeText(text: string, max: number): string {
  // Redaction comes before the cut, so that a secret is never cut into a form
  // that the redaction doesn't know. Very long texts are cut before: what of
  // them is before that cut may come into what is kept, as redaction shortens.
  const longest = 4 * max;
  if (text.length <= longest) {
    return capText(storableText(redactText(text)), max);
  }
  const redacted = redactText(text.slice(0, longest));
  const known = redacted.endsWith(REDACTED)
    ? redacted
    : redacted.slice(0, Math.max(0, redacted.length - LONGEST_UNKNOWN));
  const more = text.length - longest + redacted.length - known.length;
  return capText(storableText(known), max, more);
}

/** The longest beginning that has at most `max` bytes. */
function headOf(text: string, max: number): string {
  const { read } = encoder.encodeInto(text, new Uint8Array(max));
  if (read === text.length) {
    return storableText(text);
  }
  const begin = Math.max(0, read - LONGEST_CHARACTER);
  const around = text.slice(begin, read + LONGEST_CHARACTER);
  let end = 0;
  for (const { index } of characters.segment(around)) {
    if (begin + index > read) {
      break;
    }
    end = index;
  }
  // One character without end is cut between two of its code points.
  return storableText(text.slice(0, end === 0 ? read : begin + end));
}

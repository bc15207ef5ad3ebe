import { cutMark, wellFormed } from './marks';

/**
 * How far beyond the part that is kept is read for secrets, so that one that
 * straddles the cut is still recognised.
 */
const OVERLAP = 2048;

/**
 * Redacts `text` and shortens it to at most `maxLength` UTF-16 units, reading
 * no more than it has to. Says how long the text was where it was cut.
 */
export function redactCapped(
  text: string,
  maxLength: number,
  redact: (text: string) => string,
): string {
  if (text.length <= maxLength) {
    const safe = wellFormed(redact(text));
    // Marks may be longer than what they replace.
    return safe.length <= maxLength ? safe : cutAt(safe, maxLength, text);
  }
  return cutAt(redact(text.slice(0, maxLength + OVERLAP)), maxLength, text);
}

function cutAt(safe: string, maxLength: number, original: string): string {
  const mark = cutMark(`${original.length} characters`);
  const kept = Math.max(0, maxLength - mark.length);
  return wellFormed(`${safe.slice(0, kept)}${mark}`.slice(0, maxLength));
}

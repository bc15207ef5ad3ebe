/**
 * A UUID of version 7 of a time, with given digits instead of chance.
 *
 * @param digits - 18 of them, hexadecimal
 */
export function uuidOf(timeMs, digits) {
  const time = timeMs.toString(16).padStart(12, '0');
  return [
    time.slice(0, 8),
    time.slice(8),
    `7${digits.slice(0, 3)}`,
    `8${digits.slice(3, 6)}`,
    digits.slice(6, 18),
  ].join('-');
}

/** White text is readable on each of them. */
const colors = [
  '#1565c0',
  '#6a1b9a',
  '#2e7d32',
  '#ad1457',
  '#00695c',
  '#5d4037',
  '#37474f',
  '#b23c17',
];

/** One or two letters for a name such as `Ada Lovelace`, or for a reference. */
export function initialsOf(name: string): string {
  const words = name
    .replace(/^.*[:/]/, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends
    .map(([first]) => first)
    .join('')
    .toLocaleUpperCase();
}

/** Always the same colour for the same reference. */
export function colorOf(ref: string): string {
  let sum = 0;
  for (const char of ref) {
    sum = (sum * 31 + char.codePointAt(0)!) % 65_536;
  }
  return colors[sum % colors.length];
}

import { REDACTED } from './marks';

const PEM_BEGIN = /-----BEGIN /gi;
const PEM_END = /-----END /gi;

/**
 * Replaces PEM blocks whose label speaks of a key. A block that never ends is
 * taken to the end of the text.
 */
export function redactPem(text: string): string {
  let result = '';
  let position = 0;
  for (;;) {
    const begin = indexOf(text, PEM_BEGIN, position);
    if (begin < 0) {
      return result + text.slice(position);
    }
    const labelStart = begin + '-----BEGIN '.length;
    const label = text.slice(labelStart, labelStart + 64).split('-----')[0];
    if (!/PRIVATE KEY|SECRET/i.test(label)) {
      result += text.slice(position, labelStart);
      position = labelStart;
      continue;
    }
    result += text.slice(position, begin) + REDACTED;
    const end = indexOf(text, PEM_END, labelStart);
    if (end < 0) {
      return result;
    }
    const close = text.indexOf('-----', end + '-----END '.length);
    if (close < 0) {
      return result;
    }
    position = close + 5;
  }
}

function indexOf(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? -1;
}

import { REDACTED } from './marks';

/** Where an unquoted value ends. */
const UNQUOTED_END = /[\s&;,"'<>(){}[\]\\|]|%26|$/g;
const LINE_END = /[\r\n]|$/g;
const BRACKET = /[[\]{}()]/g;

/** Headers whose value goes on to the end of the line. */
const WHOLE_LINE = /^(?:proxy-authorization|authorization|set-cookie|cookie)$/i;

/**
 * Where the value that is read from `index` on begins and ends, without its
 * quotes and brackets.
 *
 * @param name - of the value: some take the rest of the line
 */
export function valueAfter(
  text: string,
  index: number,
  name: string,
): { start: number; end: number } {
  let start = index;
  // `::` and `==` and `=>` separate as well.
  while (start < text.length && /[:=>\s]/.test(text[start])) {
    start++;
  }
  if (text.startsWith(REDACTED, start)) {
    return { start, end: start };
  }
  while (text[start] === '\\') {
    start++;
  }
  const first = text[start];
  if (first === '"' || first === "'") {
    return { start: start + 1, end: closingQuote(text, start + 1, first) };
  }
  if (WHOLE_LINE.test(name)) {
    return { start, end: indexOf(LINE_END, text, start) };
  }
  if (first === '[' || first === '{' || first === '(') {
    return { start: start + 1, end: closingBracket(text, start) };
  }
  return { start, end: indexOf(UNQUOTED_END, text, start) };
}

/** The bracket that closes the one at `start`, or the end of the text. */
function closingBracket(text: string, start: number): number {
  let depth = 0;
  BRACKET.lastIndex = start;
  for (let found = BRACKET.exec(text); found; found = BRACKET.exec(text)) {
    depth += '[{('.includes(found[0]) ? 1 : -1;
    if (depth === 0) {
      return found.index;
    }
  }
  return text.length;
}

/** First unescaped `quote`; for a quote that was escaped itself, the next one. */
function closingQuote(text: string, start: number, quote: string): number {
  const escaped = text[start - 2] === '\\';
  for (let i = start; i < text.length; i++) {
    if (text[i] === '\\') {
      if (escaped && text[i + 1] === quote) {
        return i;
      }
      i++;
    } else if (text[i] === quote) {
      return i;
    }
  }
  return text.length;
}

function indexOf(pattern: RegExp, text: string, start: number): number {
  pattern.lastIndex = start;
  return pattern.exec(text)?.index ?? text.length;
}

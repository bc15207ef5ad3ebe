import { REDACTED } from './marks';
import { SecretNames, builtInNames } from './secretNames';
import { redactTokens } from './tokenShapes';

const LONGEST_NAME = 64;

/** Without a name before it, no secret is shorter. */
const SHORTEST_SECRET = 12;

/** What may stand between a name and its separator: `"name" :`. */
const isGap = characterClass('"\'\\ \t\r\n]');
const isNameCharacter = characterClass(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-',
);

/** Where an unquoted value ends. */
const UNQUOTED_END = /[\s&;,"'<>(){}[\]\\|]|%26|$/g;
const LINE_END = /[\r\n]|$/g;
const BRACKET = /[[\]{}()]/g;

/** Headers whose value goes on to the end of the line. */
const WHOLE_LINE = /^(?:proxy-authorization|authorization|set-cookie|cookie)$/i;

const SEPARATOR = /[:=]|%3[ad]/gi;
const MAY_HOLD_PAIR = /[:=]|%3[ad]/i;

/** `Bearer abc`: what comes after is a secret, unless it is plain prose. */
const SCHEME =
  /(\b(?:bearer|basic|digest|negotiate)[ \t]{1,8})([\w.~+/=-]{6,})/gi;
const PROSE =
  /^(?:tokens?|auth|authentication|authorization|schemes?|headers?|credentials?|format|access|realm|missing|invalid|expired|required)$/i;

/** `--password abc`, as command lines have it. */
const OPTION = /(--[A-Za-z][\w-]{1,40}[ \t]{1,4})([^\s"'-][^\s"']*)/g;

/** `scheme://user:password@host`; hosts and paths are kept. */
const USER_INFO = /(:\/\/[^\s/?#@:]{0,256}):([^\s/?#@]{1,1024})@/g;

/** OAuth codes and SAML answers within an address. */
const ONE_TIME_CODE = /([?&](?:code|samlresponse)=)[^\s&"'<>#]{8,}/gi;

/**
 * Replaces secrets in running text: tokens by their shape, values by the name
 * before them (`password=…`, `"apiKey": "…"`, `Cookie: …`), passwords in
 * addresses, and what follows an authentication scheme.
 *
 * @remarks
 * Linear in the length of the text: every pattern either consumes what it has
 * read or gives up after a bounded number of characters.
 */
export function redactText(
  text: string,
  names: SecretNames = builtInNames,
): string {
  if (text.length < SHORTEST_SECRET && !MAY_HOLD_PAIR.test(text)) {
    return text;
  }
  let result = redactTokens(text);
  if (result.includes('://')) {
    result = result.replace(USER_INFO, `$1:${REDACTED}@`);
  }
  if (result.includes('=')) {
    result = result.replace(ONE_TIME_CODE, `$1${REDACTED}`);
  }
  if (result.length >= SHORTEST_SECRET) {
    result = result.replace(SCHEME, (found, scheme: string, rest: string) =>
      isProse(rest, scheme) ? found : `${scheme}${REDACTED}`,
    );
    if (result.includes('--')) {
      result = result.replace(OPTION, (found, option: string) =>
        names.has(option.trim()) ? `${option}${REDACTED}` : found,
      );
    }
  }
  return MAY_HOLD_PAIR.test(result) ? redactPairs(result, names) : result;
}

function isProse(word: string, scheme: string): boolean {
  return (
    PROSE.test(word) ||
    // "basic functionality": a Basic credential is base64 of `user:password`
    // and never lower case letters alone.
    (!/^bearer/i.test(scheme) && /^[a-z.-]+$/.test(word))
  );
}

function redactPairs(text: string, names: SecretNames): string {
  let result = '';
  let copied = 0;
  SEPARATOR.lastIndex = 0;
  for (let found = SEPARATOR.exec(text); found; found = SEPARATOR.exec(text)) {
    const name = nameBefore(text, found.index, copied);
    if (name === '' || !names.has(name)) {
      continue;
    }
    const value = valueAfter(text, found.index + found[0].length, name);
    if (value.end <= value.start) {
      continue;
    }
    result += text.slice(copied, value.start) + REDACTED;
    copied = value.end;
    SEPARATOR.lastIndex = Math.max(value.end, SEPARATOR.lastIndex);
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** The name that ends before `index`, read backwards over a bounded length. */
function nameBefore(text: string, index: number, floor: number): string {
  let end = index;
  const lowest = Math.max(floor, index - LONGEST_NAME);
  while (end > lowest && isGap[text.charCodeAt(end - 1)]) {
    end--;
  }
  let start = end;
  while (start > lowest && isNameCharacter[text.charCodeAt(start - 1)]) {
    start--;
  }
  return text.slice(start, end);
}

function valueAfter(
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

/** Membership by character code, as regular expressions are slow for one. */
function characterClass(characters: string): boolean[] {
  const members: boolean[] = new Array(128).fill(false);
  for (const character of characters) {
    members[character.charCodeAt(0)] = true;
  }
  return members;
}

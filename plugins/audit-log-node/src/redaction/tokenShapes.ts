import { perhapsTokens, tokensOnly } from './knownShapes';
import { REDACTED } from './marks';
import { perhapsShapes } from './maintainedShapes';
import { redactPem } from './pemBlocks';
import { isLongWord, looksRandom, looksRandomInOneCase } from './randomness';

/** Characters of such a token that are like no word. */
const LEAST_RANDOM = 12;
/** Fewer, as letters in one case are like words more often. */
const LEAST_RANDOM_IN_ONE_CASE = 8;

/** Every shape. Those that come first are the longest of their beginning. */
export const tokenShapes: readonly string[] = [
  ...perhapsShapes,
  ...tokensOnly,
  ...perhapsTokens,
];

const ANY_TOKEN = `(?<![A-Za-z0-9])(?:${byFirstCharacter(tokenShapes)})`;
const TOKEN = new RegExp(ANY_TOKEN, 'g');
/** Who lowers a name, as the catalog does, lowers a token in it, too. */
const TOKEN_IN_ANY_CASE = new RegExp(ANY_TOKEN, 'gi');
/** Most texts hold none, and one look tells it. */
const BEGINS_AS_TOKEN = new RegExp(ANY_TOKEN, 'i');
const PERHAPS = new RegExp(
  `^(?:${[...perhapsShapes, ...perhapsTokens].join('|')})$`,
);
const SURE = new RegExp(`^(?:${tokensOnly.join('|')})$`);
/** Of those, the ones that are too short to tell by a few odd characters. */
const SHORT = /^(?:gl|hv)/;
/** Words, too: `asiapacific2026production`. Keys of AWS have 20 characters. */
const WORD_OF_AWS = /^(?:asia|abia|acca)/i;

/** The alternatives as a tree, so that few are tried at each character. */
function byFirstCharacter(shapes: readonly string[]): string {
  const rests = new Map<string, string[]>();
  for (const shape of shapes) {
    const [first] = shape;
    rests.set(first, [...(rests.get(first) ?? []), shape.slice(1)]);
  }
  return [...rests]
    .map(([first, some]) => `${first}(?:${some.join('|')})`)
    .join('|');
}

/** Of Telegram's bots; its number comes first. */
const BOT_TOKEN = /(?<![\w-])\d{8,10}:(?:AA[\w-]{30,}|aa[\w-]{33}(?![\w-]))/g;

/** Azure client secrets are known by their middle: `abc8Q~` and 31 more. */
const AZURE_CLIENT_SECRET = /[\w.~-]{3}\dQ~[\w.~-]{31,34}/gi;

const SHORTEST_TOKEN = 16;

/**
 * Replaces tokens that are known by their shape alone.
 */
export function redactTokens(text: string): string {
  if (text.length < SHORTEST_TOKEN) {
    return text;
  }
  let result = text;
  if (result.includes('-----')) {
    result = redactPem(result);
  }
  if (hasLongWord(result) && BEGINS_AS_TOKEN.test(result)) {
    result = redactShapes(result);
  }
  if (result.includes(':AA') || result.includes(':aa')) {
    result = result.replace(BOT_TOKEN, REDACTED);
  }
  if (result.includes('Q~') || result.includes('q~')) {
    result = result.replace(AZURE_CLIENT_SECRET, REDACTED);
  }
  return result;
}

/** No token is shorter, and none has blanks, quotes or brackets in it. */
const SHORTEST_WORD = 13;
const LAST_OF_THOSE = '*'.charCodeAt(0);

/** Looks at one character of a word, and backwards only where that is needed. */
function hasLongWord(text: string): boolean {
  let index = SHORTEST_WORD - 1;
  while (index < text.length) {
    let start = index;
    while (
      start > index - SHORTEST_WORD &&
      text.charCodeAt(start) > LAST_OF_THOSE
    ) {
      start--;
    }
    if (start === index - SHORTEST_WORD) {
      return true;
    }
    index = start + SHORTEST_WORD;
  }
  return false;
}

function redactShapes(text: string): string {
  const result = text.replace(TOKEN, found =>
    (mayBeName(found) && !isToken(found)) || isLongWord(found)
      ? found
      : REDACTED,
  );
  return result.replace(TOKEN_IN_ANY_CASE, (found, at: number) =>
    isTokenInOtherCase(found, result.charAt(at + found.length))
      ? REDACTED
      : found,
  );
}

/** Several shapes may have the same beginning: the surest one counts. */
function mayBeName(found: string): boolean {
  return PERHAPS.test(found) && !SURE.test(found);
}

function isToken(perhaps: string): boolean {
  return (
    looksRandom(perhaps, LEAST_RANDOM) &&
    (!perhaps.startsWith('eyJ') || perhaps.includes('.'))
  );
}

function isTokenInOtherCase(found: string, next: string): boolean {
  if ((mayBeName(found) && !SHORT.test(found)) || isLongWord(found)) {
    return false;
  }
  if (WORD_OF_AWS.test(found) && /[A-Za-z0-9]/.test(next)) {
    return false;
  }
  return (
    looksRandomInOneCase(found, LEAST_RANDOM_IN_ONE_CASE) &&
    (!/^eyj/i.test(found) || found.includes('.'))
  );
}

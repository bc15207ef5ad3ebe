import { redactEncoded } from './encoded';
import { redactionInForce } from './inForce';
import { REDACTED } from './marks';
import { SecretNames } from './secretNames';
import { redactSpelledOut } from './spelledOut';
import { redactTokens } from './tokenShapes';
import { redactUserInfo } from './userInfo';
import { valueAfter } from './valueAfter';

const LONGEST_NAME = 64;

/** Without a name before it, no secret is shorter. */
const SHORTEST_SECRET = 12;

/** What may stand between a name and its separator: `"name" :`. */
const isGap = characterClass('"\'\\ \t\r\n]');
const isNameCharacter = characterClass(
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-',
);

const SEPARATOR = /[:=：＝]|%3[ad]/gi;
const MAY_HOLD_PAIR = /[:=：＝]|%3[ad]/i;

/** `Bearer abc`: what comes after is a secret, unless it is plain prose. */
const SCHEME =
  /(\b(?:bearer|basic|digest|negotiate)[ \t]{1,8})([\w.~+/=-]{6,})/gi;
const PROSE =
  /^(?:tokens?|auth|authentication|authorization|schemes?|headers?|credentials?|format|access|realm|missing|invalid|expired|required)$/i;

/** `--password abc`, `--password 'a b'`, as command lines have it. */
const OPTION =
  /(--[A-Za-z][\w-]{1,40})([ \t]{1,4})(?:(\\{0,3}["'])([^"'\\\r\n]{1,512})|(?!\\{1,3}["'])[^\s"'-][^\s"']*)/g;

/** OAuth codes and SAML answers within an address. */
const ONE_TIME_CODE = /([?&](?:code|samlresponse)=)[^\s&"'<>#]{8,}/gi;

/**
 * Replaces secrets in running text: tokens by their shape, values by the name
 * before them (`password=…`, `"apiKey": "…"`, `Cookie: …`), passwords in
 * addresses, and what follows an authentication scheme. Also where they are
 * percent-encoded.
 *
 * @remarks
 * Linear in the length of the text: every pattern either consumes what it has
 * read or gives up after a bounded number of characters.
 */
export function redactText(
  text: string,
  names: SecretNames = redactionInForce().names,
): string {
  return redactEncoded(redactFolded(text, names), plain =>
    redactPlain(plain, names),
  );
}

const FULL_WIDTH = /[\uff01-\uff5e]/g;
const FULL_WIDTH_ABOVE_ASCII = 0xfee0;

/** Letters of full width are read as those of ASCII, which they look like. */
function redactFolded(text: string, names: SecretNames): string {
  if (text.search(FULL_WIDTH) === -1) {
    return redactPlain(text, names);
  }
  const folded = text.replace(FULL_WIDTH, letter =>
    String.fromCharCode(letter.charCodeAt(0) - FULL_WIDTH_ABOVE_ASCII),
  );
  const result = redactPlain(folded, names);
  return result === folded ? text : result;
}

function redactPlain(text: string, names: SecretNames): string {
  const own = redactOwn(text);
  if (own.length < SHORTEST_SECRET && !MAY_HOLD_PAIR.test(own)) {
    return own;
  }
  let result = redactTokens(own);
  if (result.includes('://')) {
    result = redactUserInfo(result);
  }
  if (result.includes('=')) {
    result = result.replace(ONE_TIME_CODE, `$1${REDACTED}`);
  }
  if (result.length >= SHORTEST_SECRET) {
    result = result.replace(SCHEME, (found, scheme: string, rest: string) =>
      isProse(rest, scheme) ? found : `${scheme}${REDACTED}`,
    );
    if (result.includes('--')) {
      result = result.replace(
        OPTION,
        (found, option: string, gap: string, quote: string = '') =>
          names.has(option) ? `${option}${gap}${quote}${REDACTED}` : found,
      );
    }
  }
  result = redactSpelledOut(result, names);
  return MAY_HOLD_PAIR.test(result) ? redactPairs(result, names) : result;
}

/** What the portal itself takes for a secret. */
function redactOwn(text: string): string {
  let result = text;
  for (const pattern of redactionInForce().patterns) {
    result = result.replace(pattern, REDACTED);
  }
  return result;
}

function isProse(word: string, scheme: string): boolean {
  return (
    PROSE.test(word) ||
    // "basic functionality": a Basic credential is base64 of `user:password`
    // and never lower case letters alone.
    (!/^bearer/i.test(scheme) && /^[a-z./-]+$/.test(word))
  );
}

function redactPairs(text: string, names: SecretNames): string {
  let result = '';
  let copied = 0;
  SEPARATOR.lastIndex = 0;
  for (let found = SEPARATOR.exec(text); found; found = SEPARATOR.exec(text)) {
    const name = nameOfValue(text, found, copied, names);
    if (name === '' || !names.mayHide(name)) {
      continue;
    }
    const value = valueAfter(text, found.index + found[0].length, name);
    if (
      value.end <= value.start ||
      !names.hides(name, text.slice(value.start, value.end)) ||
      isProseAfter(text, found.index, name, value)
    ) {
      continue;
    }
    result += text.slice(copied, value.start) + REDACTED;
    copied = value.end;
    SEPARATOR.lastIndex = Math.max(value.end, SEPARATOR.lastIndex);
  }
  return copied === 0 ? text : result + text.slice(copied);
}

/** The name before a separator; `token` for `token[0]=` as for `token=`. */
function nameOfValue(
  text: string,
  { 0: separator, index }: RegExpExecArray,
  floor: number,
  names: SecretNames,
): string {
  const { name, start } = nameBefore(text, index, floor);
  return separator === '=' &&
    text[start - 1] === '[' &&
    !text.startsWith(REDACTED, start - 1) &&
    !names.mayHide(name)
    ? nameBefore(text, start - 1, floor).name
    : name;
}

/** The name that ends before `index`, read backwards over a bounded length. */
function nameBefore(
  text: string,
  index: number,
  floor: number,
): { name: string; start: number } {
  let end = index;
  const lowest = Math.max(floor, index - LONGEST_NAME);
  while (end > lowest && isGap[text.charCodeAt(end - 1)]) {
    end--;
  }
  let start = end;
  while (start > lowest && isInName(text.charCodeAt(start - 1))) {
    start--;
  }
  return { name: text.slice(start, end), start };
}

/** `ManagedIdentityCredential: authentication unavailable` names a class. */
const CLASS_NAME = /^(?:[A-Z][a-z\d]+){2,}$/;
/** `first pass: checking`, where nothing but the colon looks like a pair. */
const SHORT_WORD = /^(?:pass|pin|salt|session|auth|pat|sid)$/;

function isProseAfter(
  text: string,
  separator: number,
  name: string,
  value: { start: number; end: number },
): boolean {
  return (
    (CLASS_NAME.test(name) || SHORT_WORD.test(name)) &&
    /^:[ \t]/.test(text.slice(separator, separator + 2)) &&
    /^[A-Za-z][a-z]*$/.test(text.slice(value.start, value.end)) &&
    /^[ \t][A-Za-z]/.test(text.slice(value.end, value.end + 2))
  );
}

/** Letters of other scripts need no table: nothing else is that far up. */
function isInName(code: number): boolean {
  return code < 128 ? isNameCharacter[code] : code >= 0xc0;
}

/** Membership by character code, as regular expressions are slow for one. */
function characterClass(characters: string): boolean[] {
  const members: boolean[] = new Array(128).fill(false);
  for (const character of characters) {
    members[character.charCodeAt(0)] = true;
  }
  return members;
}

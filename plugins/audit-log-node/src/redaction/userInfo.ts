import { REDACTED } from './marks';
import { isMadeOfWords } from './randomness';

const LONGEST = 2048;
/** Where an address within a text ends. */
const ADDRESS_END = /[\s"'<>`]|$/;
const PORT = /^\d{1,5}(?=[/?#]|$)/;

/**
 * Replaces what stands before the host of an address: the password of
 * `scheme://user:password@host`, or a token alone, `https://token@host`. Names
 * of people, hosts and paths are kept.
 */
export function redactUserInfo(text: string): string {
  if (!text.includes('@')) {
    return text;
  }
  let result = '';
  let copied = 0;
  for (
    let found = text.indexOf('://');
    found >= 0;
    found = text.indexOf('://', Math.max(found + 3, copied))
  ) {
    const start = found + 3;
    const address = addressAt(text, start);
    const scheme = /[a-z][a-z\d+.-]{0,15}$/i.exec(
      text.slice(Math.max(copied, found - 16), found),
    )?.[0];
    const end = endOfUserInfo(address, /^https?$/i.test(scheme ?? ''));
    if (end > 0) {
      const safe = safeUserInfo(address.slice(0, end), scheme ?? '');
      result += text.slice(copied, start) + safe;
      copied = start + end;
    }
  }
  return copied === 0 ? text : result + text.slice(copied);
}

function addressAt(text: string, start: number): string {
  const window = text.slice(start, start + LONGEST);
  // Another address may follow in the same run, as in lists.
  const next = window.indexOf('://');
  const run = next < 0 ? window : window.slice(0, next);
  return run.slice(0, run.search(ADDRESS_END));
}

/**
 * The index of the `@` before the host, or -1. Passwords that nobody encoded
 * may have `@` in them, and `/`, `?` and `#` as well.
 */
function endOfUserInfo(address: string, isHttp: boolean): number {
  const authority = address.split(/[/?#]/, 1)[0];
  const before = authority.lastIndexOf('@');
  const colon = address.indexOf(':');
  const hasUser = colon >= 0 && colon <= authority.length;
  if (hasUser && !PORT.test(address.slice(colon + 1))) {
    if (!isHttp) {
      return address.lastIndexOf('@');
    }
    return before >= 0 ? before : address.indexOf('@', colon);
  }
  return before;
}

function safeUserInfo(userInfo: string, scheme: string): string {
  const colon = userInfo.indexOf(':');
  if (colon < 0) {
    // With HTTP nobody writes a name alone; with others it is how one does.
    return /^https?$/i.test(scheme) || !isMadeOfWords(userInfo)
      ? REDACTED
      : userInfo;
  }
  const user = userInfo.slice(0, colon);
  const password = userInfo.slice(colon + 1);
  return `${user}:${password === '' ? '' : REDACTED}`;
}

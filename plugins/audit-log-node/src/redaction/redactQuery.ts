import { REDACTED, redactText } from './redactText';
import { isSecretKey } from './secretKeys';

/** Parameters that are secrets in a query string though not elsewhere. */
const secretParameters = new Set([
  'code',
  'state',
  'code_verifier',
  'id_token_hint',
  'sig',
  'samlresponse',
  'session',
  'key',
]);

/**
 * Replaces the secrets of a query string, given without its `?`. Everything
 * else stays as the client sent it.
 */
export function redactQuery(query: string): string {
  return query
    .split('&')
    .map(part => {
      const at = part.indexOf('=');
      if (at === -1) {
        return redactText(part);
      }
      const key = decode(part.slice(0, at));
      if (isSecretKey(key) || secretParameters.has(key.toLowerCase())) {
        return `${part.slice(0, at)}=${REDACTED}`;
      }
      const value = decode(part.slice(at + 1));
      return redactText(value) === value
        ? part
        : `${part.slice(0, at)}=${REDACTED}`;
    })
    .join('&');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replace(/\+/g, ' '));
  } catch {
    return text;
  }
}

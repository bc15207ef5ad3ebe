import { IncomingHttpHeaders, OutgoingHttpHeader } from 'node:http';

/** Value of a cookie that the browser sent. */
export function cookieOf(
  headers: IncomingHttpHeaders,
  name: string,
): string | undefined {
  return valueOf(headers.cookie?.split(';') ?? [], name);
}

/**
 * Value of a cookie that an answer sets; undefined where it only clears it.
 *
 * @param header - `Set-Cookie` of the answer
 */
export function setCookieOf(
  header: OutgoingHttpHeader | undefined,
  name: string,
): string | undefined {
  const cookies = [header ?? []].flat().map(cookie => String(cookie));
  return valueOf(
    cookies.map(cookie => cookie.split(';', 1)[0]),
    name,
  );
}

/**
 * The last value counts: the auth plugin clears the cookie of older versions
 * before it sets the present one. Long values are several numbered cookies.
 */
function valueOf(pairs: string[], name: string): string | undefined {
  const values = new Map<string, string>();
  for (const pair of pairs) {
    const separator = pair.indexOf('=');
    if (separator > 0) {
      values.set(
        pair.slice(0, separator).trim(),
        pair.slice(separator + 1).trim(),
      );
    }
  }
  let joined = '';
  for (let part = 0; values.get(`${name}-${part}`); part++) {
    joined += values.get(`${name}-${part}`);
  }
  return joined || values.get(name) || undefined;
}

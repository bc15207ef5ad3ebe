import { Request, Response } from 'express';

/** Value of a cookie that the browser sent. */
export function cookieOf(request: Request, name: string): string | undefined {
  return valueOf(request.headers.cookie?.split(';') ?? [], name);
}

/** Value of a cookie that the answer sets; undefined where it clears it. */
export function setCookieOf(
  response: Response,
  name: string,
): string | undefined {
  const header = response.getHeader('set-cookie');
  const cookies = [header ?? []].flat().map(cookie => String(cookie));
  return valueOf(
    cookies.map(cookie => cookie.split(';', 1)[0]),
    name,
  );
}

function valueOf(pairs: string[], name: string): string | undefined {
  for (const pair of pairs) {
    const separator = pair.indexOf('=');
    if (separator > 0 && pair.slice(0, separator).trim() === name) {
      return pair.slice(separator + 1).trim() || undefined;
    }
  }
  return undefined;
}

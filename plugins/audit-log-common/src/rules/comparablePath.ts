/** What a client of a proxy writes before the path: `http://portal.example`. */
const ORIGIN = /^[a-z][a-z\d+.-]*:\/\/[^/\\?#]*/i;

/**
 * A path in the one spelling of all that a router takes for the same: lower
 * case, single slashes, none at the end, no origin and no query.
 *
 * @remarks
 * Express compares without regard to case, takes a slash at the end or leaves
 * it, and swallows one that follows the address of an inner router. It neither
 * decodes `%61` nor resolves `..` before it compares, so this doesn't, either.
 *
 * @public
 */
export function comparablePath(path: string): string {
  const [local] = path.replace(ORIGIN, '').split(/[?#]/, 1);
  return comparableSpelling(local);
}

/** The same for a pattern, in which `?` and `#` mean themselves. */
export function comparableSpelling(path: string): string {
  const single = path.replace(/\/{2,}/g, '/').toLowerCase();
  return single.length > 1 && single.endsWith('/')
    ? single.slice(0, -1)
    : single;
}

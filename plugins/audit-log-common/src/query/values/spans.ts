/**
 * The values that a written value stands for: everything from `from` to `to`,
 * both inclusive. `status:5xx` is 500 to 599, `time:2026-11-22` the whole day.
 *
 * @public
 */
export interface ValueSpan<T> {
  from: T;
  to: T;
}

/** Reads `a` or `a..b` with a reader for one side. */
export function parseSpan<T>(
  text: string,
  parseOne: (part: string) => ValueSpan<T> | undefined,
): ValueSpan<T> | undefined {
  const dots = text.indexOf('..');
  if (dots === -1) {
    return parseOne(text);
  }
  const first = parseOne(text.slice(0, dots));
  const last = parseOne(text.slice(dots + 2));
  if (!first || !last || first.from > last.to) {
    return undefined;
  }
  return { from: first.from, to: last.to };
}

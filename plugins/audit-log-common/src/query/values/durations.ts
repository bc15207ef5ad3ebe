import { parseSpan, ValueSpan } from './spans';

const unitsMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const;

/**
 * Reads a duration such as `250ms`, `1.5s` or `1s..2m` as milliseconds;
 * undefined if the text is none.
 *
 * @public
 */
export function parseDurationSpan(text: string): ValueSpan<number> | undefined {
  return parseSpan(text, part => {
    const found = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h)$/i.exec(part);
    if (!found) {
      return undefined;
    }
    const unit = found[2].toLowerCase() as keyof typeof unitsMs;
    const durationMs = Math.round(Number(found[1]) * unitsMs[unit]);
    return { from: durationMs, to: durationMs };
  });
}

/** Every relative range that the picker offers. */
export const relativeRanges = [
  '15m',
  '1h',
  '4h',
  '24h',
  '7d',
  '30d',
  '90d',
] as const;

/** A length of time such as `24h`: a number with the unit m, h or d. */
export type RelativeRange = string;

/**
 * Which events a page shows by the time they began. Absolute times are ISO
 * 8601 in UTC; an open end stays open.
 */
export type TimeRange =
  | { kind: 'relative'; last: RelativeRange }
  | { kind: 'absolute'; from?: string; to?: string }
  | { kind: 'all' };

/** Where the reader chose none. */
export const defaultRange: TimeRange = { kind: 'relative', last: '7d' };

const lengths = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** True for text such as `24h`. */
export function isRelativeRange(text: string): text is RelativeRange {
  return /^[1-9]\d{0,3}[mhd]$/.test(text);
}

/** The length of a relative range in milliseconds. */
function rangeLengthMs(range: RelativeRange): number {
  const unit = range.slice(-1) as keyof typeof lengths;
  return Number(range.slice(0, -1)) * lengths[unit];
}

/** When a relative range begins, in UTC. */
export function rangeStart(range: RelativeRange, now: Date): string {
  return new Date(now.getTime() - rangeLengthMs(range)).toISOString();
}

/** The bounds of a range, `from` inclusive and `to` exclusive, in UTC. */
export function resolveRange(
  range: TimeRange,
  now: Date,
): { from?: string; to?: string } {
  switch (range.kind) {
    case 'relative':
      return { from: rangeStart(range.last, now) };
    case 'absolute':
      return { from: range.from, to: range.to };
    default:
      return {};
  }
}

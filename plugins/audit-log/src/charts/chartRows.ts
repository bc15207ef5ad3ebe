import { CountSeries } from 'backstage-plugin-audit-log-common';

/** One bucket of time with the count of each series under its key. */
export interface ChartRow {
  /** Beginning of the bucket. */
  from: string;
  /** End of the bucket, exclusive. */
  to: string;
  total: number;
  [series: `s${number}`]: number;
}

/** The key of the series at this place in a {@link ChartRow}. */
export function seriesKey(index: number): `s${number}` {
  return `s${index}`;
}

/** Turns counts by series into counts by bucket, as charts read them. */
export function chartRows(counted: {
  buckets: string[];
  end: string;
  series: Pick<CountSeries, 'counts'>[];
}): ChartRow[] {
  const { buckets, end, series } = counted;
  return buckets.map((from, position) => {
    const row: ChartRow = { from, to: buckets[position + 1] ?? end, total: 0 };
    series.forEach(({ counts }, index) => {
      row[seriesKey(index)] = counts[position];
      row.total += counts[position];
    });
    return row;
  });
}

/**
 * The span of time between two buckets, in whichever order they were chosen.
 */
export function spanOf(
  rows: ChartRow[],
  first: number,
  second: number,
): { from: string; to: string } | undefined {
  const start = rows[Math.min(first, second)];
  const end = rows[Math.max(first, second)];
  return start && end ? { from: start.from, to: end.to } : undefined;
}

/**
 * Which of `count` bars, all of one width, is under a place between 0 (left)
 * and 1 (right); the outermost ones reach beyond.
 */
export function barAt(place: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(place * count)));
}

/** Names a bucket as precisely as its length asks for, in the reader's zone. */
export function bucketName(
  iso: string,
  interval: string | null,
  locale?: string,
): string {
  return nameOf(iso, { interval, locale, withDay: true });
}

/**
 * Names of buckets along an axis: without the day where all are of one day,
 * which the range says already.
 */
export function axisNames(
  buckets: string[],
  interval: string | null,
  locale?: string,
): (iso: string) => string {
  const days = new Set(
    [buckets[0], buckets[buckets.length - 1]].map(iso =>
      new Date(iso).toDateString(),
    ),
  );
  const withDay = days.size > 1 || !hasTime(interval);
  return iso => nameOf(iso, { interval, locale, withDay });
}

function hasTime(interval: string | null): boolean {
  return interval !== null && !/^\d+(d|w|mo|y)$/.test(interval);
}

function nameOf(
  iso: string,
  options: { interval: string | null; locale?: string; withDay: boolean },
): string {
  const { interval, locale, withDay } = options;
  const isFine = interval !== null && /^\d+s$/.test(interval);
  return new Intl.DateTimeFormat(locale, {
    ...(withDay && { month: 'short' as const, day: '2-digit' as const }),
    ...(hasTime(interval) && {
      hour: '2-digit' as const,
      minute: '2-digit' as const,
      hourCycle: 'h23' as const,
    }),
    ...(isFine && { second: '2-digit' as const }),
  }).format(new Date(iso));
}

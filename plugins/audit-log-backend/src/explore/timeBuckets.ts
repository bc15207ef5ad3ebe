import { InputError } from '@backstage/errors';
import { TimeInterval, timeIntervals } from 'backstage-plugin-audit-log-common';
import { DateTime, DateTimeUnit, Duration } from 'luxon';

/** Most buckets of one answer. */
export const MAX_BUCKETS = 1000;

/** Milliseconds since 1970, `to` exclusive. */
export interface TimeRange {
  from: number;
  to: number;
}

/** `starts` are the beginnings of the buckets; the last one ends at `end`. */
export interface TimeBuckets {
  interval: TimeInterval;
  starts: number[];
  end: number;
}

interface IntervalStep {
  /** What the first bucket is aligned to. */
  unit: DateTimeUnit;
  step: Duration;
  aboutMs: number;
}

const steps = Object.fromEntries(
  timeIntervals.map(interval => [interval, stepOf(interval)]),
) as Record<TimeInterval, IntervalStep>;

/** The shortest interval that gives at most `count` buckets. */
export function intervalFor(range: TimeRange, count: number): TimeInterval {
  // One bucket more may begin before the range.
  const fits = (interval: TimeInterval) =>
    (range.to - range.from) / steps[interval].aboutMs + 1 <= count;
  return timeIntervals.find(fits) ?? '1y';
}

/**
 * The buckets that cover a range, aligned to the clock of a time zone: days
 * begin at its midnight, also where the clock is changed.
 *
 * @throws InputError where there would be more than {@link MAX_BUCKETS}.
 */
export function timeBuckets(
  range: TimeRange,
  interval: TimeInterval,
  zone: string,
): TimeBuckets {
  const { unit, step, aboutMs } = steps[interval];
  if ((range.to - range.from) / aboutMs > MAX_BUCKETS) {
    throw new InputError(
      `The interval "${interval}" gives more than ${MAX_BUCKETS} buckets: expected a longer one, or a shorter range of time.`,
    );
  }
  const starts: number[] = [];
  let start = firstOf(DateTime.fromMillis(range.from, { zone }), unit);
  let next = after(start, unit, step);
  while (next.toMillis() <= range.from) {
    start = next;
    next = after(start, unit, step);
  }
  while (start.toMillis() < range.to) {
    starts.push(start.toMillis());
    start = next;
    next = after(start, unit, step);
  }
  return { interval, starts, end: start.toMillis() };
}

/**
 * The longest of a day (UTC), an hour, a quarter, a minute and a second into
 * which all buckets can be divided: what the database counts by.
 */
export function grainOf({ starts, end }: TimeBuckets): number {
  const grains = [86_400_000, 3_600_000, 900_000, 60_000, 1_000];
  return (
    grains.find(grain => [...starts, end].every(t => t % grain === 0)) ?? 1
  );
}

/** The index of the bucket that a time falls into. */
export function bucketIndex({ starts }: TimeBuckets, time: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (starts[middle] <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}

/**
 * The beginning of the next bucket. Those of days and longer begin where their
 * first date does, which is 01:00 where clocks skip midnight. Steps of several
 * hours begin anew with each date, so that a day of 23 or 25 hours does not
 * shift all that follow.
 */
function after(start: DateTime, unit: DateTimeUnit, step: Duration): DateTime {
  const next = start.plus(step);
  if (step.as('hours') >= 24) {
    const first = firstOf(next, unit);
    return first > start ? first : next;
  }
  if (unit !== 'day') {
    return next;
  }
  const nextDay = firstOf(start.plus({ days: 1 }), unit);
  return next > nextDay ? nextDay : next;
}

/** The first instant of a date, also where clocks repeat its midnight. */
function firstOf(time: DateTime, unit: DateTimeUnit): DateTime {
  const start = time.startOf(unit);
  return start
    .getPossibleOffsets()
    .reduce((first, other) => (other < first ? other : first), start);
}

function stepOf(interval: TimeInterval): IntervalStep {
  const [, amount, letter] = /^(\d+)(\D+)$/.exec(interval)!;
  const count = Number(amount);
  switch (letter) {
    case 's':
      return fixed('minute', { seconds: count });
    case 'm':
      return fixed('hour', { minutes: count });
    case 'h':
      return fixed(count === 1 ? 'hour' : 'day', { hours: count });
    case 'd':
      return fixed('day', { days: count });
    case 'w':
      return fixed('week', { weeks: count });
    case 'mo':
      return { ...fixed('month', { months: count }), aboutMs: 28 * 86_400_000 };
    default:
      return { ...fixed('year', { years: count }), aboutMs: 365 * 86_400_000 };
  }
}

function fixed(
  unit: DateTimeUnit,
  step: Parameters<typeof Duration.fromObject>[0],
): IntervalStep {
  const duration = Duration.fromObject(step);
  return { unit, step: duration, aboutMs: duration.as('milliseconds') };
}

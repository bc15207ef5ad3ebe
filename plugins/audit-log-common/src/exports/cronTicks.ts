import { CronExpressionParser } from 'cron-parser';
import { DateTime } from 'luxon';
import { MINUTE_MS, instantsOfDay } from './localTimes';

/**
 * Ticks of an expression for every hour: they run by real time, also through
 * an hour that a clock change repeats.
 */
export function* hourlyCronTicks(
  expression: string,
  zone: string,
  after: number,
) {
  const offsetAt = (at: number) =>
    DateTime.fromMillis(at, { zone }).offset * MINUTE_MS;
  let from = after;
  for (;;) {
    const offset = offsetAt(from + 1);
    const ticks = CronExpressionParser.parse(expression, {
      tz: 'UTC',
      currentDate: new Date(from + offset),
    });
    for (;;) {
      const tick = ticks.next().getTime() - offset;
      if (offsetAt(tick) !== offset) {
        from = changeBetween(from + 1, tick, at => offsetAt(at) === offset) - 1;
        break;
      }
      yield tick;
      from = tick;
    }
  }
}

/** The first instant of a range at which something no longer holds. */
function changeBetween(
  first: number,
  last: number,
  holds: (at: number) => boolean,
): number {
  let low = first;
  let high = last;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Ticks of an expression by wall clock times, each of which counts once. */
export function* cronTicks(expression: string, zone: string, after: number) {
  // The parser walks through wall clock times, and the zone is applied here:
  // by itself it loses its way where clocks move by half an hour.
  const wallClock = DateTime.fromMillis(after, { zone })
    .minus({ days: 1 })
    .setZone('UTC', { keepLocalTime: true });
  const ticks = CronExpressionParser.parse(expression, {
    tz: 'UTC',
    currentDate: wallClock.toJSDate(),
  });
  for (;;) {
    const tick = DateTime.fromJSDate(ticks.next().toDate(), { zone: 'UTC' });
    const [instant] = instantsOfDay(
      tick.setZone(zone, { keepLocalTime: true }).set({ hour: 12 }),
      [tick.toFormat('HH:mm')],
    );
    if (instant > after) {
      yield instant;
    }
  }
}

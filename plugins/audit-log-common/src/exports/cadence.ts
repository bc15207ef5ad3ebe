import { CronExpressionParser } from 'cron-parser';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';
import { cronTicks, hourlyCronTicks } from './cronTicks';
import { MINUTE_MS, instantsOf, instantsOfDay } from './localTimes';

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/;
const time = z.string().regex(timePattern, 'must be a time such as 09:30');
const weekday = z.number().int().min(1).max(7);
const weekdays = z
  .array(weekday)
  .min(1)
  .max(7)
  .refine(days => new Set(days).size === days.length, 'must name a day once');

function explainBadCron(expression: string): string | undefined {
  if (expression.trim().split(/\s+/).length !== 5) {
    return 'must have the five fields minute, hour, day of month, month and day of week';
  }
  // H is a random value, and an export must not depend on chance.
  if (!/^[\d*,/#?A-Za-z\s-]*$/.test(expression) || /\bH|H\b/.test(expression)) {
    return 'may hold only numbers, names of months and days, and * , - / # ? L';
  }
  try {
    CronExpressionParser.parse(expression, { tz: 'UTC' }).next();
    return undefined;
  } catch (error) {
    return `is not understood: ${(error as Error).message}`;
  }
}

/**
 * How often an export runs. Times are local times of the schedule's time zone,
 * days of the week count from 1 (Monday) to 7 (Sunday).
 *
 * @remarks
 * `window` is several times a day: at `from`, then every `everyMinutes` up to
 * and including `to`. A monthly day that a month doesn't have is its last day.
 *
 * @public
 */
export const cadenceSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hourly'),
    minute: z.number().int().min(0).max(59),
  }),
  z.strictObject({ type: z.literal('daily'), time }),
  z.strictObject({ type: z.literal('weekly'), days: weekdays, time }),
  z.strictObject({
    type: z.literal('monthly'),
    day: z.union([z.number().int().min(1).max(31), z.literal('last')]),
    time,
  }),
  z
    .strictObject({
      type: z.literal('window'),
      days: weekdays.optional(),
      everyMinutes: z.number().int().min(5).max(720),
      from: time,
      to: time,
    })
    .refine(({ from, to }) => from < to, {
      path: ['to'],
      message: "must be later than 'from'",
    }),
  z.strictObject({
    type: z.literal('cron'),
    expression: z
      .string()
      .max(128)
      .superRefine((expression, context) => {
        const message = explainBadCron(expression);
        if (message) {
          context.addIssue({ code: 'custom', message });
        }
      }),
  }),
]);

/** {@inheritDoc cadenceSchema} @public */
export type Cadence = z.infer<typeof cadenceSchema>;

/** An IANA time zone, such as `Europe/Berlin`. @public */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(zone => IANAZone.isValidZone(zone), {
    message: 'must be an IANA time zone such as Europe/Berlin',
  });

function timesOfDay(
  cadence: Extract<Cadence, { type: 'daily' | 'weekly' | 'monthly' }>,
  day: DateTime,
): string[] {
  switch (cadence.type) {
    case 'daily':
      return [cadence.time];
    case 'weekly':
      return cadence.days.includes(day.weekday) ? [cadence.time] : [];
    default: {
      const last = day.daysInMonth ?? 28;
      const wanted = cadence.day === 'last' ? last : cadence.day;
      return day.day === Math.min(wanted, last) ? [cadence.time] : [];
    }
  }
}

/** Minutes run by real time, from the first to the last time of the day. */
function instantsOfWindow(
  cadence: Extract<Cadence, { type: 'window' }>,
  day: DateTime,
): number[] {
  if (cadence.days && !cadence.days.includes(day.weekday)) {
    return [];
  }
  const [from] = instantsOf(day, cadence.from);
  const to = instantsOf(day, cadence.to).at(-1)!;
  const instants: number[] = [];
  for (let at = from; at <= to; at += cadence.everyMinutes * MINUTE_MS) {
    instants.push(at);
  }
  return instants;
}

function* hourlyTicks(minute: number, zone: string, after: number) {
  let at = Math.floor(after / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (;;) {
    // Minute by minute, because some zones move their clocks by half an hour.
    if (DateTime.fromMillis(at, { zone }).minute === minute) {
      yield at;
    }
    at += MINUTE_MS;
  }
}

function* dayTicks(
  cadence: Exclude<Cadence, { type: 'hourly' | 'cron' }>,
  zone: string,
  after: number,
) {
  // Noon exists on every day of every zone.
  let day = DateTime.fromMillis(after, { zone })
    .minus({ days: 1 })
    .set({ hour: 12, minute: 0, second: 0, millisecond: 0 });
  for (;;) {
    const instants =
      cadence.type === 'window'
        ? instantsOfWindow(cadence, day)
        : instantsOfDay(day, timesOfDay(cadence, day));
    for (const instant of instants) {
      if (instant > after) {
        yield instant;
      }
    }
    day = day.plus({ days: 1 });
  }
}

/**
 * The instants at which an export is due after a given one, without end.
 *
 * @public
 */
export function* ticksAfter(
  cadence: Cadence,
  timeZone: string,
  after: Date,
): Generator<Date> {
  const start = after.getTime();
  let last = start;
  let ticks: Generator<number>;
  if (cadence.type === 'hourly') {
    ticks = hourlyTicks(cadence.minute, timeZone, start);
  } else if (cadence.type === 'cron') {
    const isEachHour = cadence.expression.trim().split(/\s+/)[1] === '*';
    ticks = (isEachHour ? hourlyCronTicks : cronTicks)(
      cadence.expression,
      timeZone,
      start,
    );
  } else {
    ticks = dayTicks(cadence, timeZone, start);
  }
  for (const tick of ticks) {
    if (tick > last) {
      last = tick;
      yield new Date(tick);
    }
  }
}

/**
 * The next `count` instants at which an export is due.
 *
 * @public
 */
export function nextTicks(
  cadence: Cadence,
  timeZone: string,
  after: Date,
  count: number,
): Date[] {
  const found: Date[] = [];
  for (const tick of ticksAfter(cadence, timeZone, after)) {
    found.push(tick);
    if (found.length >= count) {
      break;
    }
  }
  return found;
}

const lookBacksMs = [2, 26, 9 * 24, 33 * 24, 370 * 24, 9 * 366 * 24].map(
  hours => hours * 3_600_000,
);

/**
 * The latest instant at or before a given one at which an export was due, or
 * undefined where there was none in the last nine years.
 *
 * @public
 */
export function latestTick(
  cadence: Cadence,
  timeZone: string,
  at: Date,
): Date | undefined {
  for (const lookBackMs of lookBacksMs) {
    let latest: Date | undefined;
    const start = new Date(at.getTime() - lookBackMs);
    for (const tick of ticksAfter(cadence, timeZone, start)) {
      if (tick > at) {
        break;
      }
      latest = tick;
    }
    if (latest) {
      return latest;
    }
  }
  return undefined;
}

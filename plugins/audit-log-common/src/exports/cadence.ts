import { CronExpressionParser } from 'cron-parser';
import { DateTime, IANAZone } from 'luxon';
import { z } from 'zod';

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

/** The instants, in milliseconds, of some local times of one day. */
function instantsOfDay(day: DateTime, times: string[]): number[] {
  const instants = times.map(text => {
    const [hour, minute] = text.split(':').map(Number);
    const local = DateTime.fromObject(
      { year: day.year, month: day.month, day: day.day, hour, minute },
      { zone: day.zone },
    );
    // A local time that a clock change repeats counts once, the first time.
    // One that a clock change skips happens as much later as the clock jumped.
    return Math.min(...local.getPossibleOffsets().map(each => each.toMillis()));
  });
  return [...new Set(instants)].sort((a, b) => a - b);
}

function timesOfDay(
  cadence: Exclude<Cadence, { type: 'hourly' | 'cron' }>,
  day: DateTime,
): string[] {
  switch (cadence.type) {
    case 'daily':
      return [cadence.time];
    case 'weekly':
      return cadence.days.includes(day.weekday) ? [cadence.time] : [];
    case 'monthly': {
      const last = day.daysInMonth ?? 28;
      const wanted = cadence.day === 'last' ? last : cadence.day;
      return day.day === Math.min(wanted, last) ? [cadence.time] : [];
    }
    default: {
      if (cadence.days && !cadence.days.includes(day.weekday)) {
        return [];
      }
      const minutes = (text: string) =>
        Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
      const times: string[] = [];
      for (
        let at = minutes(cadence.from);
        at <= minutes(cadence.to);
        at += cadence.everyMinutes
      ) {
        times.push(
          [Math.floor(at / 60), at % 60]
            .map(part => String(part).padStart(2, '0'))
            .join(':'),
        );
      }
      return times;
    }
  }
}

function* hourlyTicks(minute: number, zone: string, after: number) {
  const minuteMs = 60_000;
  let at = Math.floor(after / minuteMs) * minuteMs + minuteMs;
  for (;;) {
    // Minute by minute, because some zones move their clocks by half an hour.
    if (DateTime.fromMillis(at, { zone }).minute === minute) {
      yield at;
    }
    at += minuteMs;
  }
}

function* cronTicks(expression: string, zone: string, after: number) {
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
    for (const instant of instantsOfDay(day, timesOfDay(cadence, day))) {
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
    ticks = cronTicks(cadence.expression, timeZone, start);
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

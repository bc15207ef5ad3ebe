import { DateTime, DateTimeUnit } from 'luxon';
import { parseSpan, ValueSpan } from './spans';

const unitsMs = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
} as const;

const absolute =
  /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/i;

/**
 * Reads a time as milliseconds since 1970, from its first to its last: a date,
 * month or year is all of it.
 *
 * @remarks
 * `2026-11-22`, `2026-11-22T14:05+01:00`, `-2h` (that long before `now`),
 * `now`, `today`, `yesterday`, and ranges of these. Without an offset the time
 * is UTC. Undefined if the text is none.
 *
 * @public
 */
export function parseTimeSpan(
  text: string,
  now: number,
): ValueSpan<number> | undefined {
  return parseSpan(text, part => parseOne(part.toLowerCase(), now));
}

function parseOne(text: string, now: number): ValueSpan<number> | undefined {
  const today = DateTime.fromMillis(now, { zone: 'utc' });
  switch (text) {
    case 'now':
      return { from: now, to: now };
    case 'today':
      return unitSpan(today, 'day');
    case 'yesterday':
      return unitSpan(today.minus({ days: 1 }), 'day');
    default:
      return parseAgo(text, now) ?? parseAbsolute(text);
  }
}

function parseAgo(text: string, now: number): ValueSpan<number> | undefined {
  const found = /^-(\d{1,6})([smhdw])$/.exec(text);
  if (!found) {
    return undefined;
  }
  const time =
    now - Number(found[1]) * unitsMs[found[2] as keyof typeof unitsMs];
  return { from: time, to: time };
}

function parseAbsolute(text: string): ValueSpan<number> | undefined {
  const found = absolute.exec(text);
  const time = found
    ? DateTime.fromISO(text.toUpperCase(), { zone: 'utc' })
    : undefined;
  if (!found || !time?.isValid) {
    return undefined;
  }
  const [, month, day, minute, second, fraction] = found;
  if (fraction) {
    return { from: time.toMillis(), to: time.toMillis() };
  }
  let unit: DateTimeUnit = 'year';
  if (second) {
    unit = 'second';
  } else if (minute) {
    unit = 'minute';
  } else if (day) {
    unit = 'day';
  } else if (month) {
    unit = 'month';
  }
  return unitSpan(time, unit);
}

function unitSpan(time: DateTime, unit: DateTimeUnit): ValueSpan<number> {
  return {
    from: time.startOf(unit).toMillis(),
    to: time.endOf(unit).toMillis(),
  };
}

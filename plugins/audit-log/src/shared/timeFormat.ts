const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * A time as people read it: month, day, hour, minute and second in `timeZone`
 * (the reader's own where none is given), with the year where it isn't this
 * year.
 */
export function formatTime(
  iso: string,
  options: { now: Date; timeZone?: string; locale?: string },
): string {
  const time = new Date(iso);
  const { now, timeZone, locale } = options;
  const withYear = time.getFullYear() !== now.getFullYear();
  return format('seconds', { timeZone, locale, withYear }).format(time);
}

/** A day in the reader's zone, for instance `Nov 22, 2026`. */
export function formatDay(
  iso: string,
  options: { timeZone?: string; locale?: string } = {},
): string {
  return format('day', { ...options, withYear: true }).format(new Date(iso));
}

/** A time in UTC with milliseconds, for instance `2026-11-22 04:02:11.123 UTC`. */
export function formatUtc(iso: string): string {
  return `${new Date(iso)
    .toISOString()
    .replace('T', ' ')
    .replace('Z', '')} UTC`;
}

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/**
 * How long ago something was, for instance `12 seconds ago`. What a skewed
 * clock puts into the future is now.
 */
export function formatAgo(
  iso: string,
  options: { now: Date; locale?: string },
): string {
  const ms = Math.min(0, Date.parse(iso) - options.now.getTime());
  const [unit, length] =
    units.find(([, size]) => Math.abs(ms) >= size) ?? units[units.length - 1];
  return new Intl.RelativeTimeFormat(options.locale, {
    numeric: 'auto',
  }).format(Math.round(ms / length), unit);
}

/** A duration in the units that suit it, for instance `340 ms` or `2 min 5 sec`. */
export function formatDuration(ms: number, locale?: string): string {
  if (ms < 60_000) {
    return ms < 1_000
      ? formatUnit(ms, 'millisecond', locale)
      : formatUnit(ms / 1_000, 'second', locale);
  }
  const seconds = Math.round(ms / 1_000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours < 1) {
    return `${formatUnit(minutes, 'minute', locale)} ${formatUnit(
      seconds % 60,
      'second',
      locale,
    )}`;
  }
  return hours < 48
    ? `${formatUnit(hours, 'hour', locale)} ${formatUnit(
        minutes % 60,
        'minute',
        locale,
      )}`
    : `${formatUnit(Math.floor(hours / 24), 'day', locale)} ${formatUnit(
        hours % 24,
        'hour',
        locale,
      )}`;
}

const unitFormats = new Map<string, Intl.NumberFormat>();

function formatUnit(number: number, unit: string, locale?: string): string {
  const key = `${locale} ${unit}`;
  const known =
    unitFormats.get(key) ??
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    });
  unitFormats.set(key, known);
  return known.format(number);
}

/** A number of bytes, for instance `3.4 MB`. */
export function formatBytes(bytes: number): string {
  const names = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const power = Math.min(
    Math.floor(Math.log10(Math.max(bytes, 1)) / 3),
    names.length - 1,
  );
  return new Intl.NumberFormat(undefined, {
    style: 'unit',
    unit: names[power],
    unitDisplay: 'short',
    maximumFractionDigits: power > 0 ? 1 : 0,
  }).format(bytes / 1000 ** power);
}

/** Whole days from `now` until `iso`, begun days counted, at least 0. */
export function daysLeft(iso: string, now: Date): number {
  return Math.max(0, Math.ceil((Date.parse(iso) - now.getTime()) / 86_400_000));
}

function format(
  precision: 'seconds' | 'day',
  options: { timeZone?: string; locale?: string; withYear: boolean },
): Intl.DateTimeFormat {
  const key = JSON.stringify([precision, options]);
  const known = formats.get(key);
  if (known) {
    return known;
  }
  const created = new Intl.DateTimeFormat(options.locale, {
    timeZone: options.timeZone,
    month: 'short',
    day: '2-digit',
    ...(options.withYear && { year: 'numeric' as const }),
    ...(precision === 'seconds' && {
      hour: '2-digit' as const,
      minute: '2-digit' as const,
      second: '2-digit' as const,
      hourCycle: 'h23' as const,
    }),
  });
  formats.set(key, created);
  return created;
}

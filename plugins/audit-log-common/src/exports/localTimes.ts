import { DateTime } from 'luxon';

export const MINUTE_MS = 60_000;

/**
 * The instants, in milliseconds, of a local time of one day: two where a clock
 * change repeats it. One that a clock change skips happens as much later as
 * the clock jumped.
 */
export function instantsOf(day: DateTime, time: string): number[] {
  const [hour, minute] = time.split(':').map(Number);
  const local = DateTime.fromObject(
    { year: day.year, month: day.month, day: day.day, hour, minute },
    { zone: day.zone },
  );
  const instants = local.getPossibleOffsets().map(each => each.toMillis());
  return instants.sort((a, b) => a - b);
}

/** A local time that a clock change repeats counts once, the first time. */
export function instantsOfDay(day: DateTime, times: string[]): number[] {
  const instants = times.map(time => instantsOf(day, time)[0]);
  return [...new Set(instants)].sort((a, b) => a - b);
}

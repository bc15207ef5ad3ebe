import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/** How far ahead of the clock a time may be, in milliseconds. */
const MOST_AHEAD_MS = 60_000;

/** Where `meta` keeps the times that an event came with. */
export const TIMES_MARK = '[time of arrival]';

/** Between which times an event can have happened, since 1970. */
export interface TimeBounds {
  now: number;
  /** Until when events are kept at most. */
  oldest: number;
}

/**
 * The event with times that can be: neither ahead of the clock nor older than
 * what the log keeps. One that claims another time is of the time at which it
 * arrived; what it claimed is kept in its `meta`.
 *
 * @remarks
 * Refusing it would make a backend whose clock is wrong send it for ever, or
 * put it aside.
 */
export function withinTimes(
  event: RecordedEvent,
  { now, oldest }: TimeBounds,
): RecordedEvent {
  const { startedAt, endedAt, meta } = event;
  const latest = now + MOST_AHEAD_MS;
  const isIn = (time: string) => {
    const at = Date.parse(time);
    return at >= oldest && at <= latest;
  };
  const isStartIn = isIn(startedAt);
  if (isStartIn && (endedAt === null || isIn(endedAt))) {
    return event;
  }
  const arrivedAt = new Date(now).toISOString();
  const begun = isStartIn ? startedAt : arrivedAt;
  return {
    ...event,
    startedAt: begun,
    endedAt: endedAt && (begun > arrivedAt ? begun : arrivedAt),
    meta: { ...meta, [TIMES_MARK]: { startedAt, endedAt } },
  };
}

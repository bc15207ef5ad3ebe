import { StoredRun, StoredSchedule } from './types';

const HOUR_MS = 3_600_000;

/**
 * A schedule after its run was closed unfinished: what the run covered stays
 * for the next one. Where no window has ended yet, the next one would else
 * begin a window before it is due, and leave out what lies before.
 */
export function leaveWindowOpen(
  run: StoredRun,
  schedule: StoredSchedule,
): StoredSchedule {
  const { coverage, window } = run.spec;
  if (
    run.trigger !== 'schedule' ||
    coverage.mode !== 'window' ||
    schedule.coverage.mode !== 'window' ||
    schedule.coveredUntil !== null
  ) {
    return schedule;
  }
  const dueAt = Date.parse(run.dueAt);
  return {
    ...schedule,
    coveredUntil:
      window?.from ?? new Date(dueAt - coverage.hours * HOUR_MS).toISOString(),
  };
}

import { ExportRun } from 'backstage-plugin-audit-log-common';

/** Whether a run changes by itself, soon. */
export function isMoving(run: Pick<ExportRun, 'status'>): boolean {
  return run.status === 'queued' || run.status === 'running';
}

/** Whether a run can be stopped. */
export function isStoppable(run: Pick<ExportRun, 'status'>): boolean {
  return isMoving(run) || run.status === 'failed';
}

/** How much of its range a run has passed, from 0 to 1. */
export function progressOf(
  run: Pick<
    ExportRun,
    'status' | 'fromSequence' | 'toSequence' | 'reachedSequence'
  >,
): number {
  if (run.status === 'succeeded') {
    return 1;
  }
  const from = BigInt(run.fromSequence);
  const length = BigInt(run.toSequence) - from + 1n;
  const passed = BigInt(run.reachedSequence) - from + 1n;
  if (length <= 0n || passed <= 0n) {
    return 0;
  }
  return Math.min(1, Number((passed * 1000n) / length) / 1000);
}

/** Milliseconds that a run took, or has taken so far; undefined before it began. */
export function durationMs(
  run: Pick<ExportRun, 'startedAt' | 'finishedAt' | 'status'>,
  now: Date,
): number | undefined {
  const { startedAt, finishedAt, status } = run;
  // A run that is tried again still has the times of the last attempt.
  if (!startedAt || status === 'queued') {
    return undefined;
  }
  if (!finishedAt && status !== 'running') {
    return undefined;
  }
  const end =
    finishedAt && status !== 'running' ? Date.parse(finishedAt) : now.getTime();
  return Math.max(0, end - Date.parse(startedAt));
}

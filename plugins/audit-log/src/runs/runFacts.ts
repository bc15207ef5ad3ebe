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
  if (!run.startedAt || (!run.finishedAt && run.status !== 'running')) {
    return undefined;
  }
  const end = run.finishedAt ? Date.parse(run.finishedAt) : now.getTime();
  return Math.max(0, end - Date.parse(run.startedAt));
}

const units = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A size in the unit that suits it, thousands apart: `1.5 MB`. */
export function formatBytes(bytes: number, locale?: string): string {
  const power = Math.min(
    units.length - 1,
    Math.floor(Math.log10(Math.max(1, bytes)) / 3),
  );
  const value = bytes / 1000 ** power;
  return `${value.toLocaleString(locale, {
    maximumFractionDigits: power === 0 || value >= 100 ? 0 : 1,
  })} ${units[power]}`;
}

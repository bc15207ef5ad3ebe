import {
  MAX_FAILURES_IN_A_ROW,
  ExportRun,
} from 'backstage-plugin-audit-log-common';
import { StorageError } from 'backstage-plugin-audit-log-node';
import { failureText } from '../storage';
import { leaveWindowOpen } from './leaveWindowOpen';
import { StoredRun, StoredSchedule } from './types';

/** Pauses before a run is tried again by itself, in minutes. */
const retryMinutes = [1, 5, 15];

/** A run and its schedule after an attempt. */
export interface AttemptResult {
  run: StoredRun;
  schedule: (present: StoredSchedule) => StoredSchedule;
}

/** The object and its manifest are there. */
export function succeed(
  run: StoredRun,
  at: Date,
  sha256: string,
): AttemptResult {
  const finishedAt = at.toISOString();
  return {
    run: {
      ...run,
      status: 'succeeded',
      finishedAt,
      error: null,
      errorKind: null,
      retryAt: null,
    },
    schedule: present => ({
      ...present,
      failuresInARow: 0,
      hasFailed: false,
      lastSuccessAt: finishedAt,
      lastManifest: { destination: run.manifestDestination, sha256 },
      ...(run.spec.coverage.mode === 'incremental' && {
        exportedTo: run.toSequence,
        checkedTo: run.toSequence,
      }),
      ...coveredBy(run, present),
    }),
  };
}

/** A window of the cadence is done: the next one begins where it ended. */
function coveredBy(run: StoredRun, { coverage }: StoredSchedule) {
  return run.trigger === 'schedule' &&
    run.spec.coverage.mode === 'window' &&
    coverage.mode === 'window'
    ? { coveredUntil: run.dueAt }
    : {};
}

/** The condition did not hold: nothing was written, the range stays. */
export function skip(run: StoredRun, at: Date): AttemptResult {
  const hasNoRows = run.spec.condition.type === 'data';
  return {
    run: {
      ...run,
      status: 'skipped',
      finishedAt: at.toISOString(),
      error: null,
      errorKind: null,
      retryAt: null,
    },
    schedule: present => ({
      ...present,
      failuresInARow: 0,
      ...(hasNoRows &&
        run.spec.coverage.mode === 'incremental' && {
          checkedTo: run.toSequence,
        }),
      ...(hasNoRows && coveredBy(run, present)),
    }),
  };
}

/** Somebody stopped it: the range stays for the next run. */
export function cancel(run: StoredRun, at: Date): AttemptResult {
  return {
    run: {
      ...run,
      status: 'canceled',
      finishedAt: at.toISOString(),
      retryAt: null,
    },
    schedule: present => leaveWindowOpen(run, present),
  };
}

function kindOfError(error: unknown): ExportRun['errorKind'] {
  return error instanceof StorageError ? error.kind : 'other';
}

/** It failed, and is tried again, or waits for a person. */
export function fail(run: StoredRun, at: Date, error: unknown): AttemptResult {
  const errorKind = kindOfError(error);
  const text = failureText(error);
  // What a person has to put right first is not worth trying before the next tick.
  const pause =
    errorKind === 'denied' || errorKind === 'missing'
      ? undefined
      : retryMinutes[run.attempt - 1];
  return {
    run: {
      ...run,
      status: 'failed',
      finishedAt: at.toISOString(),
      error: text,
      errorKind,
      retryAt:
        pause === undefined
          ? null
          : new Date(at.getTime() + pause * 60_000).toISOString(),
    },
    schedule: present => {
      const failuresInARow = present.failuresInARow + 1;
      const isTooMany =
        failuresInARow > MAX_FAILURES_IN_A_ROW && present.status === 'active';
      return {
        ...present,
        failuresInARow,
        hasFailed: true,
        ...(isTooMany && {
          status: 'suspended' as const,
          statusReason: `Suspended after ${failuresInARow} failures in a row; the last one: ${text}`,
        }),
      };
    },
  };
}

import {
  ExportRunStatus,
  ExportRunTrigger,
  ExportRun,
  exportRunSchema,
  manifestDestination,
} from 'backstage-plugin-audit-log-common';
import { RunPhase, StoredRun } from './types';

export const RUNS_TABLE = 'audit_log_export_runs';

/** A schedule has at most one run of these. */
export const unfinishedStatuses: ExportRunStatus[] = [
  'queued',
  'running',
  'failed',
];

export interface RunRow {
  id: string;
  schedule_id: string;
  number: number;
  trigger: ExportRunTrigger;
  requested_by: string | null;
  status: ExportRunStatus;
  phase: RunPhase;
  attempt: number;
  due_at: string;
  frozen_at: string;
  from_sequence: string | number;
  to_sequence: string | number;
  spec: string;
  destination: string;
  manifest: string | null;
  rows: string | number;
  bytes: string | number;
  reached_sequence: string | number;
  sha256: string | null;
  error: string | null;
  error_kind: ExportRun['errorKind'];
  started_at: string | null;
  finished_at: string | null;
  retry_at: string | null;
  claimed_by: string | null;
  claimed_until: string | null;
  cancel_requested: boolean | number;
}

export function runFromRow(row: RunRow): StoredRun {
  return {
    id: row.id,
    scheduleId: row.schedule_id,
    number: row.number,
    trigger: row.trigger,
    requestedBy: row.requested_by,
    status: row.status,
    phase: row.phase,
    attempt: row.attempt,
    dueAt: row.due_at,
    frozenAt: row.frozen_at,
    fromSequence: String(row.from_sequence),
    toSequence: String(row.to_sequence),
    spec: JSON.parse(row.spec),
    destination: row.destination,
    manifestDestination: manifestDestination(row.destination),
    manifest: row.manifest,
    rows: Number(row.rows),
    bytes: Number(row.bytes),
    reachedSequence: String(row.reached_sequence),
    sha256: row.sha256,
    error: row.error,
    errorKind: row.error_kind,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    retryAt: row.retry_at,
    claimedUntil: row.claimed_until,
    cancelRequested: Boolean(row.cancel_requested),
  };
}

export function runToRow(
  run: StoredRun,
): Omit<RunRow, 'claimed_by' | 'claimed_until'> {
  return {
    id: run.id,
    schedule_id: run.scheduleId,
    number: run.number,
    trigger: run.trigger,
    requested_by: run.requestedBy,
    status: run.status,
    phase: run.phase,
    attempt: run.attempt,
    due_at: run.dueAt,
    frozen_at: run.frozenAt,
    from_sequence: run.fromSequence,
    to_sequence: run.toSequence,
    spec: JSON.stringify(run.spec),
    destination: run.destination,
    manifest: run.manifest,
    rows: run.rows,
    bytes: run.bytes,
    reached_sequence: run.reachedSequence,
    sha256: run.sha256,
    error: run.error,
    error_kind: run.errorKind,
    started_at: run.startedAt,
    finished_at: run.finishedAt,
    retry_at: run.retryAt,
    cancel_requested: run.cancelRequested,
  };
}

/** A run as the API answers it. */
export function toWireRun(run: StoredRun): ExportRun {
  return exportRunSchema.strip().parse(run);
}

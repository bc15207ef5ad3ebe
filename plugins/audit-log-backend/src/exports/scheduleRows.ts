import { ExportScheduleStatus } from 'backstage-plugin-audit-log-common';
import { StoredSchedule, draftOf } from './types';

export const SCHEDULES_TABLE = 'audit_log_export_schedules';

export interface ScheduleRow {
  id: string;
  name: string;
  owner: string;
  integration: string;
  draft: string;
  status: ExportScheduleStatus;
  status_reason: string | null;
  failures_in_a_row: number;
  exported_to: string | number;
  checked_to: string | number;
  last_run: number;
  next_due_at: string | null;
  last_success_at: string | null;
  manifest_destination: string | null;
  manifest_sha256: string | null;
  view_version: number | null;
  chain: number;
  chain_since: string | number | null;
  covered_until: string | null;
  has_failed: boolean | number;
  format_version: number | null;
  created_at: string;
  updated_at: string;
  version: number;
}

/** The columns of the latest run that a schedule shows. */
export interface LatestRunColumns {
  run_at: string | null;
  run_status: StoredSchedule['lastRunStatus'];
  run_error: string | null;
}

export function scheduleFromRow(
  row: ScheduleRow & Partial<LatestRunColumns>,
): StoredSchedule {
  return {
    id: row.id,
    owner: row.owner,
    ...JSON.parse(row.draft),
    status: row.status,
    statusReason: row.status_reason,
    failuresInARow: row.failures_in_a_row,
    exportedTo: String(row.exported_to),
    checkedTo: String(row.checked_to),
    lastRun: row.last_run,
    nextDueAt: row.next_due_at,
    lastSuccessAt: row.last_success_at,
    lastRunAt: row.run_at ?? null,
    lastRunStatus: row.run_status ?? null,
    lastError: row.run_error ?? null,
    lastManifest:
      row.manifest_destination !== null && row.manifest_sha256 !== null
        ? { destination: row.manifest_destination, sha256: row.manifest_sha256 }
        : null,
    viewVersion: row.view_version,
    chain: {
      number: row.chain,
      since: row.chain_since === null ? null : String(row.chain_since),
    },
    coveredUntil: row.covered_until,
    hasFailed: Boolean(row.has_failed),
    formatVersion: row.format_version,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

export function scheduleToRow(schedule: StoredSchedule): ScheduleRow {
  const draft = draftOf(schedule);
  return {
    id: schedule.id,
    name: draft.name,
    owner: schedule.owner,
    integration: draft.integration,
    draft: JSON.stringify(draft),
    status: schedule.status,
    status_reason: schedule.statusReason,
    failures_in_a_row: schedule.failuresInARow,
    exported_to: schedule.exportedTo,
    checked_to: schedule.checkedTo,
    last_run: schedule.lastRun,
    next_due_at: schedule.nextDueAt,
    last_success_at: schedule.lastSuccessAt,
    manifest_destination: schedule.lastManifest?.destination ?? null,
    manifest_sha256: schedule.lastManifest?.sha256 ?? null,
    view_version: schedule.viewVersion,
    chain: schedule.chain.number,
    chain_since: schedule.chain.since,
    covered_until: schedule.coveredUntil,
    has_failed: schedule.hasFailed,
    format_version: schedule.formatVersion,
    created_at: schedule.createdAt,
    updated_at: schedule.updatedAt,
    version: schedule.version,
  };
}

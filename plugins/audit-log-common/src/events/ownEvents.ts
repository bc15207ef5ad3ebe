import { Severity } from './severity';

/**
 * Every event that the audit log emits about itself, with its severity.
 * Their plugin is `audit-log` and their category `AUDIT_LOG`.
 *
 * @remarks
 * `logging-enable` and `logging-disable` are an Admin's requests.
 * `logging-start` is appended when recording begins, `logging-stop` when it has
 * ended. Between them is a gap: no event of other categories. `retention-run`
 * tells which events were removed, and `logging-purge` which were because
 * audit logging stayed disabled.
 *
 * @public
 */
export const ownEvents = {
  'event-read': { severity: 'low' },
  'event-download': { severity: 'medium' },
  'events-append': { severity: 'low' },
  'settings-read': { severity: 'low' },
  'settings-update': { severity: 'high' },
  'logging-enable': { severity: 'critical' },
  'logging-disable': { severity: 'critical' },
  'logging-start': { severity: 'critical' },
  'logging-stop': { severity: 'critical' },
  'logging-purge': { severity: 'high' },
  'legal-hold-create': { severity: 'high' },
  'legal-hold-release': { severity: 'high' },
  'retention-run': { severity: 'medium' },
  'status-read': { severity: 'low' },
  'quarantine-retry': { severity: 'medium' },
  'quarantine-discard': { severity: 'high' },
  'integrity-read': { severity: 'low' },
  'grant-read': { severity: 'low' },
  'grant-create': { severity: 'high' },
  'grant-update': { severity: 'high' },
  'grant-revoke': { severity: 'high' },
  'view-read': { severity: 'low' },
  'view-create': { severity: 'medium' },
  'view-update': { severity: 'medium' },
  'view-delete': { severity: 'medium' },
  'storage-integration-read': { severity: 'low' },
  'storage-integration-create': { severity: 'high' },
  'storage-integration-update': { severity: 'high' },
  'storage-integration-delete': { severity: 'high' },
  'storage-integration-test': { severity: 'medium' },
  'export-schedule-read': { severity: 'low' },
  'export-schedule-create': { severity: 'high' },
  'export-schedule-update': { severity: 'high' },
  'export-schedule-delete': { severity: 'high' },
  'export-schedule-send-now': { severity: 'medium' },
  'export-schedule-pause': { severity: 'high' },
  'export-schedule-resume': { severity: 'medium' },
  'export-schedule-bulk': { severity: 'high' },
  'export-run': { severity: 'medium' },
  'export-run-retry': { severity: 'medium' },
  'export-run-cancel': { severity: 'medium' },
} as const satisfies Record<string, { severity: Severity }>;

/** @public */
export type OwnEventId = keyof typeof ownEvents;

import { Severity } from './severity';

/**
 * Every event that the audit log emits about itself, with its severity.
 * Their plugin is `audit-log` and their category `AUDIT_LOG`.
 *
 * @remarks
 * `logging-enable` and `logging-disable` are an Admin's requests.
 * `logging-start` is appended when recording has begun, `logging-stop` when it
 * has ended: it is the last event before a gap.
 *
 * @public
 */
export const ownEvents = {
  'event-read': { severity: 'low' },
  'event-download': { severity: 'medium' },
  'settings-read': { severity: 'low' },
  'settings-update': { severity: 'high' },
  'logging-enable': { severity: 'critical' },
  'logging-disable': { severity: 'critical' },
  'logging-start': { severity: 'critical' },
  'logging-stop': { severity: 'critical' },
  'status-read': { severity: 'low' },
} as const satisfies Record<string, { severity: Severity }>;

/** @public */
export type OwnEventId = keyof typeof ownEvents;

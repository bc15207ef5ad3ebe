import { Severity } from './severity';

/**
 * Every event that the audit log emits about itself, with its severity.
 * Their plugin is `audit-log` and their category `AUDIT_LOG`.
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
  'status-read': { severity: 'low' },
} as const satisfies Record<string, { severity: Severity }>;

/** @public */
export type OwnEventId = keyof typeof ownEvents;

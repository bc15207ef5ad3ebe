import { AuditEvent } from 'backstage-plugin-audit-log-common';

/**
 * Events, newest first, with those that were appended since in their places.
 * A corrected outcome takes the place of the event that it amends.
 */
export function mergeNewer(
  events: AuditEvent[],
  appended: AuditEvent[],
): AuditEvent[] {
  const known = new Set(events.map(({ id }) => id));
  const amended = new Set(appended.map(({ amends }) => amends));
  return [...appended.filter(({ id }) => !known.has(id)), ...events]
    .filter(({ id }) => !amended.has(id))
    .sort(
      (a, b) =>
        compare(b.startedAt, a.startedAt) ||
        Number(b.sequence) - Number(a.sequence),
    );
}

function compare(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

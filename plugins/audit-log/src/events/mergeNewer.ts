import { AuditEvent, withoutAmended } from 'backstage-plugin-audit-log-common';

/**
 * Events, newest first, with those that were appended since in their places.
 * A corrected outcome takes the place of the event that it amends.
 */
export function mergeNewer(
  events: AuditEvent[],
  appended: AuditEvent[],
): AuditEvent[] {
  const known = new Set(events.map(({ id }) => id));
  const fresh = appended.filter(({ id }) => !known.has(id));
  return withoutAmended([...fresh, ...events], appended).sort(
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

import { RecordedEvent, eventTypes } from 'backstage-plugin-audit-log-common';

/** Keys of `meta` that belong to no event type. */
const commonMeta = ['actionType', 'queryType', '[truncated]'];

/**
 * Expects that each event is one that is known to exist, with everything that
 * is said of it, and that it has a target.
 */
export function expectResolved(events: RecordedEvent[]): void {
  for (const event of events) {
    const type = eventTypes.find(
      ({ plugin, eventId }) =>
        plugin === event.plugin && eventId === event.eventId,
    );
    const name = `${event.plugin}.${event.eventId} ${event.action}`;
    expect([name, type?.category]).toEqual([name, event.category]);
    expect([name, type?.severities]).toEqual([
      name,
      expect.arrayContaining([event.severity]),
    ]);
    expect([name, type?.actions]).toEqual([
      name,
      expect.arrayContaining([event.action]),
    ]);
    expect([name, event.target]).toEqual([name, expect.anything()]);
    const unknown = Object.keys(event.meta ?? {}).filter(
      key => !commonMeta.includes(key) && !(key in (type?.meta ?? {})),
    );
    expect([name, unknown]).toEqual([name, []]);
  }
}

/** `<event id> <action>` with the target of the last such event. */
export function targetsOf(events: RecordedEvent[]): Record<string, string> {
  return Object.fromEntries(
    events.map(({ eventId, action, target }) => [
      `${eventId} ${action}`,
      `${target?.type} ${target?.ref}`,
    ]),
  );
}

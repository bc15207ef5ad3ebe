import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';

/** An event as it ended. */
export function eventOf(fields: Partial<RecordedEvent> = {}): RecordedEvent {
  return {
    id: uuidv7(),
    startedAt: '2026-01-01T00:00:00.000Z',
    endedAt: '2026-01-01T00:00:00.001Z',
    durationMs: 1,
    plugin: 'catalog',
    eventId: 'x',
    action: null,
    category: 'CATALOG',
    severity: 'low',
    outcome: 'succeeded',
    amends: null,
    actor: { type: 'anonymous', ref: null },
    target: null,
    client: null,
    request: null,
    meta: null,
    error: null,
    instance: 'test',
    ...fields,
  };
}

/** An event as it began. */
export function begunOf(fields: Partial<RecordedEvent> = {}): RecordedEvent {
  return eventOf({
    outcome: 'pending',
    endedAt: null,
    durationMs: null,
    ...fields,
  });
}

export function idsOf(events: RecordedEvent[]): string[] {
  return events.map(({ id }) => id);
}

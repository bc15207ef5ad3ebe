import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuid } from 'uuid';

/**
 * An event as the recorder makes it, for tests: complete, and unique by its id.
 *
 * @public
 */
export function recordedEvent(
  overrides: Partial<RecordedEvent> = {},
): RecordedEvent {
  return {
    id: uuid(),
    startedAt: '2026-11-22T10:00:00.000Z',
    endedAt: '2026-11-22T10:00:00.120Z',
    durationMs: 120,
    plugin: 'catalog',
    eventId: 'location-mutate',
    action: 'create',
    category: 'CATALOG',
    severity: 'medium',
    outcome: 'succeeded',
    amends: null,
    actor: { type: 'user', ref: 'user:default/ada' },
    target: { type: 'component', ref: 'component:default/svc-77' },
    client: { ip: '10.0.0.1', userAgent: 'curl/8' },
    request: {
      method: 'POST',
      path: '/api/catalog/locations',
      status: 201,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    },
    meta: { actionType: 'create', location: { type: 'url', n: 1.5 } },
    error: null,
    instance: 'host-1',
    ...overrides,
  };
}

/**
 * So many of them, a second apart from each other.
 *
 * @public
 */
export function recordedEvents(
  count: number,
  overrides: (index: number) => Partial<RecordedEvent> = () => ({}),
): RecordedEvent[] {
  const start = Date.parse('2026-11-22T10:00:00.000Z');
  return Array.from({ length: count }, (_, i) =>
    recordedEvent({
      startedAt: new Date(start + i * 1000).toISOString(),
      endedAt: new Date(start + i * 1000 + 120).toISOString(),
      ...overrides(i),
    }),
  );
}

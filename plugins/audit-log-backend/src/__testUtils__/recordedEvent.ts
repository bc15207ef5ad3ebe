import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';

/** An event as a recorder hands it on, with sane defaults. */
export function recordedEvent(
  override: Partial<RecordedEvent> = {},
): RecordedEvent {
  return {
    id: uuidv7(),
    startedAt: '2026-11-22T10:00:00.000Z',
    endedAt: '2026-11-22T10:00:00.012Z',
    durationMs: 12,
    plugin: 'catalog',
    eventId: 'location-mutate',
    action: 'create',
    category: 'CATALOG',
    severity: 'medium',
    outcome: 'succeeded',
    amends: null,
    actor: { type: 'user', ref: 'user:default/eva' },
    target: { type: 'entity', ref: 'component:default/svc-77' },
    client: null,
    request: null,
    meta: null,
    error: null,
    instance: 'elsewhere',
    ...override,
  };
}

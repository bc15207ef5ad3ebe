import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { recordedEvent } from '../conformance';

/** An event of low severity as it ended. */
export function eventOf(fields: Partial<RecordedEvent> = {}): RecordedEvent {
  return recordedEvent({ severity: 'low', meta: null, ...fields });
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

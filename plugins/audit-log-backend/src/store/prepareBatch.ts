import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { InputError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  EventsRefusedError,
  RefusedEvent,
  SALT_BYTES,
} from 'backstage-plugin-audit-log-node';
import { PreparedEvent, prepareEvent } from './prepareEvent';

/** Events after which others get a turn, about 1 ms. */
const SLICE = 100;

/**
 * Prepares the events of a batch, without holding up the process for longer
 * than a request would notice.
 *
 * @param deliveredBy - the subject of the backend that delivered them
 *
 * @throws EventsRefusedError naming every event that can't be stored.
 */
export async function prepareBatch(
  events: RecordedEvent[],
  deliveredBy: string | null = null,
): Promise<PreparedEvent[]> {
  const salts = randomBytes(events.length * SALT_BYTES);
  const prepared: PreparedEvent[] = [];
  const refused: RefusedEvent[] = [];
  for (const [i, event] of events.entries()) {
    if (i > 0 && i % SLICE === 0) {
      await setImmediate();
    }
    const salt = salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES);
    try {
      prepared.push(prepareEvent(event, salt, deliveredBy));
    } catch (error) {
      if (!(error instanceof InputError)) {
        throw error;
      }
      refused.push({ id: event.id, reason: error.message });
    }
  }
  if (refused.length > 0) {
    throw new EventsRefusedError(refused);
  }
  return prepared;
}

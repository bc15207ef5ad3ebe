import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { SALT_BYTES } from 'backstage-plugin-audit-log-node';
import { PreparedEvent, prepareEvent } from './prepareEvent';

/** Events after which others get a turn, about 1 ms. */
const SLICE = 100;

/**
 * Prepares the events of a batch, without holding up the process for longer
 * than a request would notice.
 *
 * @throws InputError for an event that can't be stored.
 */
export async function prepareBatch(
  events: RecordedEvent[],
): Promise<PreparedEvent[]> {
  const salts = randomBytes(events.length * SALT_BYTES);
  const prepared: PreparedEvent[] = [];
  for (const [i, event] of events.entries()) {
    if (i > 0 && i % SLICE === 0) {
      await setImmediate();
    }
    const salt = salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES);
    prepared.push(prepareEvent(event, salt));
  }
  return prepared;
}

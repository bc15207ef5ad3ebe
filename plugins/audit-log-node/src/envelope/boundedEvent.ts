import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { eventLimits, withinLimits } from '../limits';
import { clientAddress } from './clientAddress';
import { storableMeta } from './meta';

/**
 * An event that wasn't made here, but read from a journal or sent by another
 * backend, as the log takes it: whatever is too long is cut and marked, and
 * an address is one, or left out.
 *
 * @param size - of the event or its `meta` as JSON, in characters, where known
 *
 * @public
 */
export function boundedEvent(
  event: RecordedEvent,
  size: number = JSON.stringify(event.meta).length,
): RecordedEvent {
  const within = withAddress(withinLimits(event));
  return isMetaTooLarge(within, size)
    ? { ...within, meta: storableMeta(within.meta) }
    : within;
}

function isMetaTooLarge({ meta }: RecordedEvent, size: number): boolean {
  return (
    size * 3 > eventLimits.meta &&
    Buffer.byteLength(JSON.stringify(meta)) > eventLimits.meta
  );
}

function withAddress(event: RecordedEvent): RecordedEvent {
  const told = event.client?.ip;
  const ip = told && clientAddress(told);
  if (ip === told) {
    return event;
  }
  const { ip: _, ...client } = event.client ?? {};
  return { ...event, client: { ...client, ...(ip && { ip }) } };
}

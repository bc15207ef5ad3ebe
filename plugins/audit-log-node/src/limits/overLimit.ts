import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { eventLimits } from './eventLimits';
import { fits } from './texts';

type TextField = Exclude<keyof typeof eventLimits, 'meta'>;
type Read = (event: RecordedEvent) => string | null | undefined;

const readers: Record<TextField, Read> = {
  plugin: event => event.plugin,
  eventId: event => event.eventId,
  action: event => event.action,
  category: event => event.category,
  instance: event => event.instance,
  'actor.ref': event => event.actor?.ref,
  'actor.onBehalfOf': event => event.actor?.onBehalfOf,
  'actor.via': event => event.actor?.via,
  'actor.clientId': event => event.actor?.clientId,
  'actor.clientName': event => event.actor?.clientName,
  'target.type': event => event.target?.type,
  'target.ref': event => event.target?.ref,
  'target.name': event => event.target?.name,
  'client.ip': event => event.client?.ip,
  'client.userAgent': event => event.client?.userAgent,
  'request.method': event => event.request?.method,
  'request.path': event => event.request?.path,
  'request.query': event => event.request?.query,
  'request.traceId': event => event.request?.traceId,
  'request.requestId': event => event.request?.requestId,
  'request.claimedTraceId': event => event.request?.claimedTraceId,
  'request.claimedRequestId': event => event.request?.claimedRequestId,
  'error.name': event => event.error?.name,
  'error.message': event => event.error?.message,
};

/** Every text of an event but for `meta`, with the most bytes it may have. */
export const textFields = (Object.keys(readers) as TextField[]).map(field => ({
  field,
  read: readers[field],
  max: eventLimits[field],
}));

/**
 * The first text of an event that is longer than {@link eventLimits} allow;
 * undefined for whatever the recorder makes.
 *
 * @public
 */
export function overLimit(
  event: RecordedEvent,
): { field: string; text: string; max: number } | undefined {
  for (const { field, read, max } of textFields) {
    const text = read(event);
    if (text && !fits(text, max)) {
      return { field, text, max };
    }
  }
  return undefined;
}

import {
  InputError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { EventsRefusedError, refusedEventsOf } from '../recorder';

/**
 * What an answer to delivered events means: that some of them are refused for
 * their own sake, that the other side is of an older version, or only itself.
 */
export function explained(
  error: ResponseError,
  events: RecordedEvent[],
): ResponseError | InputError | ServiceUnavailableError {
  const { cause, statusCode } = error;
  if (statusCode !== 400 || cause?.name !== 'InputError') {
    return error;
  }
  const refused = refusedEventsOf(cause);
  if (refused.length > 0) {
    return new EventsRefusedError(refused);
  }
  const { message } = cause;
  if (isUnknownField(error)) {
    return new ServiceUnavailableError(
      `The audit log is of an older version than this backend and doesn't know all of its events: ${message}`,
    );
  }
  const named = eventNamedIn(message, events);
  return named
    ? new EventsRefusedError([{ id: named.id, reason: message }])
    : error;
}

/** Whether the other side doesn't know a field that it was sent. */
export function isUnknownField({ cause, statusCode }: ResponseError): boolean {
  return (
    statusCode === 400 &&
    cause?.name === 'InputError' &&
    /^Body field '[^']*' is unknown: /.test(cause.message)
  );
}

/** Portals of the first release name an event in their sentence only. */
function eventNamedIn(
  message: string,
  events: RecordedEvent[],
): RecordedEvent | undefined {
  const index = /^Body field 'events\[(\d+)\]/.exec(message)?.[1];
  if (index !== undefined) {
    return events[Number(index)];
  }
  const id = /^Event "([\w-]+)" can't be stored: /.exec(message)?.[1];
  return events.find(event => event.id === id);
}

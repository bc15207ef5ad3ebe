import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { EventStore } from '../../store';
import { queryPredicates } from '../queryPredicates';
import { Handlers } from '../types';

/** Reading events, and appending those of other backends. */
export function eventHandlers(options: {
  store: EventStore;
  recorder: AuditLogRecorder;
}): Handlers<'listEvents' | 'getEvent' | 'appendEvents'> {
  const { store, recorder } = options;
  return {
    listEvents: async ({ query, where, note }) => {
      const { q, ...page } = query;
      note({ query: { ...query } });
      return store.list({ ...page, where: [...where, ...queryPredicates(q)] });
    },

    getEvent: async ({ params, where }) => {
      const event = await store.get(params.id.toLowerCase(), where);
      if (!event) {
        throw new NotFoundError(`There is no event '${params.id}' for you`);
      }
      return event;
    },

    appendEvents: async ({ body }) => {
      body.events.forEach(refuseOwnEvent);
      if (recorder.status().recording !== 'on') {
        throw new ConflictError(
          'Audit logging is not enabled: expected events only while it is',
        );
      }
      return store.append(body.events);
    },
  };
}

/** Only the audit log itself says what happened to the audit log. */
function refuseOwnEvent(event: RecordedEvent, index: number): void {
  if (event.plugin === 'audit-log') {
    throw new InputError(
      `Body field 'events[${index}].plugin' is 'audit-log': expected another plugin, the audit log records its own events`,
    );
  }
}

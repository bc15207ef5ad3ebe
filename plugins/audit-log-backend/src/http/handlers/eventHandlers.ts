import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  AUDIT_LOG_CATEGORY,
  parseQuery,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  boundedEvent,
} from 'backstage-plugin-audit-log-node';
import { answerOrHint } from '../../explore';
import { narrowingHint, QueryTranslator } from '../../query';
import { EventStore } from '../../store';
import { Handlers } from '../types';

/** Reading events, and appending those of other backends. */
export function eventHandlers(options: {
  store: EventStore;
  recorder: AuditLogRecorder;
  translateQuery: QueryTranslator;
  /** Hears of events that another backend delivered. */
  onDelivered: (events: RecordedEvent[]) => void;
}): Handlers<'listEvents' | 'getEvent' | 'appendEvents'> {
  const { store, recorder, translateQuery, onDelivered } = options;
  return {
    listEvents: async ({ query, where, note }) => {
      const { q = '', ...page } = query;
      note({ query: { ...query } });
      const parsed = parseQuery(q);
      const predicates = [...where, ...translateQuery(parsed)];
      return answerOrHint(narrowingHint(parsed, page.from !== undefined), () =>
        store.list({ ...page, where: predicates }),
      );
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
      // The sender may be of a version that had other limits.
      const events = body.events.map(event => boundedEvent(event));
      const result = await store.append(events);
      if (result.appended > 0) {
        onDelivered(events);
      }
      return result;
    },
  };
}

/** Only the audit log itself says what happened to the audit log. */
function refuseOwnEvent(event: RecordedEvent, index: number): void {
  for (const [field, own] of [
    ['plugin', 'audit-log'],
    ['category', AUDIT_LOG_CATEGORY],
  ] as const) {
    if (event[field] === own) {
      throw new InputError(
        `Body field 'events[${index}].${field}' is '${own}': expected another one, the audit log records its own events`,
      );
    }
  }
}

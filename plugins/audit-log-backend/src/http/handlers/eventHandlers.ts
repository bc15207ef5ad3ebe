import { InputError, NotFoundError } from '@backstage/errors';
import {
  INGEST_PROTOCOL_HEADER,
  INGEST_TIME_HEADER,
  INGEST_WAIT_HEADER,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { Request } from 'express';
import { answerOrHint } from '../../explore';
import { Ingest } from '../../ingest';
import { narrowingHint, QueryTranslator } from '../../query';
import { EventStore } from '../../store';
import { Handlers } from '../types';

/** Reading events, and appending those of other backends. */
export function eventHandlers(options: {
  store: EventStore;
  ingest: Pick<Ingest, 'append'>;
  translateQuery: QueryTranslator;
}): Handlers<'listEvents' | 'getEvent' | 'getOperation' | 'appendEvents'> {
  const { store, ingest, translateQuery } = options;
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

    getOperation: async ({ params, where }) => {
      const items = await store.operation(params.id.toLowerCase(), where);
      if (items.length === 0) {
        throw new NotFoundError(`There is no event '${params.id}' for you`);
      }
      return { items };
    },

    appendEvents: async ({ body, caller, request }) => {
      const protocol = readProtocol(request);
      if (protocol < 2 && body.events.length === 0) {
        throw new InputError(
          "Body field 'events' is '[]': expected at least one event",
        );
      }
      return ingest.append({
        events: body.events,
        deliverer: caller.ref,
        protocol,
        knownVersion: request.get(INGEST_WAIT_HEADER),
        sentAt: readSentAt(request),
      });
    },
  };
}

/** The first release sends no version. */
function readProtocol(request: Request): number {
  const header = request.headers[INGEST_PROTOCOL_HEADER] ?? '1';
  if (typeof header !== 'string' || !/^[1-9]\d{0,3}$/.test(header)) {
    throw new InputError(
      `Header '${INGEST_PROTOCOL_HEADER}' is '${String(header).slice(
        0,
        64,
      )}': expected a version such as '2'`,
    );
  }
  return Number(header);
}

function readSentAt(request: Request): number | undefined {
  const at = Date.parse(String(request.headers[INGEST_TIME_HEADER]));
  return Number.isNaN(at) ? undefined : at;
}

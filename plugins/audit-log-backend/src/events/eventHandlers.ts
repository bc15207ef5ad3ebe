import { NotFoundError } from '@backstage/errors';
import { parseQuery } from 'backstage-plugin-audit-log-common';
import { answerOrHint } from '../explore';
import { narrowingHint, QueryTranslator } from '../query';
import { Handlers } from '../rooms';
import { EventStore } from '../store';

/** Reading events. */
export function eventHandlers(options: {
  store: EventStore;
  translateQuery: QueryTranslator;
}): Handlers<'listEvents' | 'getEvent' | 'getOperation'> {
  const { store, translateQuery } = options;
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
  };
}

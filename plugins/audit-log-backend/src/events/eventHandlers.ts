import { NotFoundError } from '@backstage/errors';
import { parseQuery } from 'backstage-plugin-audit-log-common';
import { answerOrHint } from '../explore';
import { narrowingHint, QueryTranslator } from '../query';
import { Handlers } from '../rooms';

/** Reading events. */
export function eventHandlers(options: {
  translateQuery: QueryTranslator;
}): Handlers<'listEvents' | 'getEvent' | 'getOperation'> {
  const { translateQuery } = options;
  return {
    listEvents: async ({ query, events, note }) => {
      const { q = '', ...page } = query;
      note({ query: { ...query } });
      const parsed = parseQuery(q);
      const where = translateQuery(parsed);
      return answerOrHint(narrowingHint(parsed, page.from !== undefined), () =>
        events.list({ ...page, where }),
      );
    },

    getEvent: async ({ params, events }) => {
      const event = await events.get(params.id.toLowerCase());
      if (!event) {
        throw new NotFoundError(`There is no event '${params.id}' for you`);
      }
      return event;
    },

    getOperation: async ({ params, events }) => {
      const items = await events.operation(params.id.toLowerCase());
      if (items.length === 0) {
        throw new NotFoundError(`There is no event '${params.id}' for you`);
      }
      return { items };
    },
  };
}

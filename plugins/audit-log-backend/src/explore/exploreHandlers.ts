import { Handlers } from '../rooms';
import { EventExplorer } from './EventExplorer';

/** Counting events. */
export function exploreHandlers(options: {
  explorer: EventExplorer;
}): Handlers<'getHistogram' | 'getFacets' | 'getGroups'> {
  const { explorer } = options;
  return {
    getHistogram: async ({ query, events, note }) => {
      note({ query: { ...query } });
      return explorer.histogram(query, events);
    },

    getFacets: async ({ query, events, note }) => {
      note({ query: { ...query } });
      return explorer.facets(query, events);
    },

    getGroups: async ({ query, events, note }) => {
      note({ query: { ...query } });
      return explorer.groups(query, events);
    },
  };
}

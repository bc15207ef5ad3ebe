import { Handlers } from '../rooms';
import { EventExplorer } from './EventExplorer';

/** Counting events. */
export function exploreHandlers(options: {
  explorer: EventExplorer;
}): Handlers<'getHistogram' | 'getFacets' | 'getGroups'> {
  const { explorer } = options;
  return {
    getHistogram: async ({ query, where, note }) => {
      note({ query: { ...query } });
      return explorer.histogram(query, where);
    },

    getFacets: async ({ query, where, note }) => {
      note({ query: { ...query } });
      return explorer.facets(query, where);
    },

    getGroups: async ({ query, where, note }) => {
      note({ query: { ...query } });
      return explorer.groups(query, where);
    },
  };
}

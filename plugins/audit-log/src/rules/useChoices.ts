import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { auditLogApiRef, useLoaded } from '../shared';
import { Choices, noChoices } from './choices';

const DAY_MS = 86_400_000;
const MOST_ACTORS = 100;

/** What occurs in this portal. Completion is a help: without it all works. */
export function useChoices(): Choices {
  const api = useApi(auditLogApiRef);
  const loaded = useLoaded(
    useCallback(
      async (signal: AbortSignal): Promise<Choices> => {
        const [types, facets] = await Promise.all([
          api.listEventTypes(signal),
          api
            .getFacets(
              {
                from: new Date(Date.now() - DAY_MS).toISOString(),
                to: new Date().toISOString(),
                fields: 'actor',
                limit: MOST_ACTORS,
              },
              signal,
            )
            .catch(() => undefined),
        ]);
        return {
          types: types.items,
          actors: (facets?.facets[0]?.values ?? []).flatMap(({ value }) =>
            value === null ? [] : [value],
          ),
        };
      },
      [api],
    ),
  );
  return loaded.value ?? noChoices;
}

import { useEffect, useMemo, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  KnownQueryValues,
  QueryCompletion,
  completeQuery,
  findQueryField,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { auditLogApiRef } from '../shared';

const WAIT_MS = 250;
const MAX_VALUES = 20;

/**
 * What can be written at the caret of a query. Values that really occur are
 * looked up once per field and beginning.
 *
 * @param options - `caret` is undefined while nothing is offered
 */
export function useCompletions(options: {
  text: string;
  caret: number | undefined;
  /** Joins what is looked up to the search that is open. */
  search?: string;
}): QueryCompletion[] {
  const { text, caret, search } = options;
  const api = useApi(auditLogApiRef);
  const [found, setFound] = useState<Record<string, KnownQueryValues>>({});

  const wanted = useMemo(
    () =>
      caret === undefined ? undefined : completeQuery(text, caret).valuesOf,
    [text, caret],
  );
  const field = wanted?.field;
  const prefix = wanted?.prefix ?? '';
  const key = JSON.stringify([field, prefix]);
  const isLookedUp = key in found;

  useEffect(() => {
    if (!field || isLookedUp || !hasValuesToLookUp(field)) {
      return undefined;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      api
        .getFacets(
          {
            fields: field,
            containing: prefix || undefined,
            limit: MAX_VALUES,
            search,
          },
          controller.signal,
        )
        .then(
          ({ facets }) =>
            facets.flatMap(facet =>
              facet.values.flatMap(({ value }) => value ?? []),
            ),
          () => [],
        )
        .then(values => {
          if (!controller.signal.aborted) {
            setFound(before => ({ ...before, [key]: { [field]: values } }));
          }
        });
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, field, prefix, key, isLookedUp, search]);

  return useMemo(() => {
    if (caret === undefined) {
      return [];
    }
    // Until it is known what occurs nothing is offered: examples may not.
    const values =
      field && hasValuesToLookUp(field) ? found[key] ?? { [field]: [] } : {};
    return completeQuery(text, caret, values).items;
  }, [text, caret, found, key, field]);
}

/** Names and references are looked up; levels, numbers and times are not. */
function hasValuesToLookUp(field: string): boolean {
  // A path into the meta object of which a part is missing is no field yet.
  if (parseQuery(`${field}:*`).errors.length > 0) {
    return false;
  }
  const kind = findQueryField(field)?.kind;
  return kind === 'name' || kind === 'ref' || kind === 'meta';
}

import { useMemo } from 'react';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { formatQuery } from 'backstage-plugin-audit-log-common';
import { rangeStart } from '../range';

/**
 * Which events are about an entity: what a user did, and what was done to
 * anything else, within the last days.
 */
export function useEntityScope(
  entity: Entity,
  last: string,
): { q: string; from: string } {
  const entityRef = stringifyEntityRef(entity);
  const field = entity.kind.toLowerCase() === 'user' ? 'actor' : 'target';
  return useMemo(
    () => ({
      q: formatQuery([
        {
          kind: 'field',
          field,
          operator: ':',
          values: [entityRef],
          negated: false,
        },
      ]),
      from: rangeStart(last, new Date()),
    }),
    [field, entityRef, last],
  );
}

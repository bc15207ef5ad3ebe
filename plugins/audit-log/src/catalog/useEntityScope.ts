import { useMemo } from 'react';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { formatQuery } from 'backstage-plugin-audit-log-common';
import { rangeStart } from '../range';
import { actorsQuery, membersOf } from '../shared';

/** Query and beginning of the events that are about an entity. */
export interface EntityScope {
  q: string;
  from: string;
}

/**
 * Which events are about an entity: what a user did, and what was done to
 * anything else, within the last days.
 */
export function useEntityScope(entity: Entity, last: string): EntityScope {
  return useMemo(() => {
    const q = isUser(entity)
      ? actorsQuery([stringifyEntityRef(entity)])!
      : formatQuery([
          {
            kind: 'field',
            field: 'target',
            operator: ':',
            values: [stringifyEntityRef(entity)],
            negated: false,
          },
        ]);
    return { q, from: rangeStart(last, new Date()) };
  }, [entity, last]);
}

/**
 * Which events a user, or a member of a group, caused within the last days;
 * undefined where nobody is meant.
 */
export function useActivityScope(
  entity: Entity,
  last: string,
): EntityScope | undefined {
  return useMemo(() => {
    const q = actorsQuery(
      isUser(entity) ? [stringifyEntityRef(entity)] : membersOf(entity),
    );
    return q ? { q, from: rangeStart(last, new Date()) } : undefined;
  }, [entity, last]);
}

function isUser(entity: Entity): boolean {
  return entity.kind.toLowerCase() === 'user';
}

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

/** Bare requests say less than the operations that they were for. */
const NO_REQUESTS = '-event:http-request';

/**
 * What a user, or a member of a group, did within the last days, without the
 * bare requests; undefined where nobody is meant.
 */
export function useActivityScope(
  entity: Entity,
  last: string,
): EntityScope | undefined {
  return useMemo(() => {
    const q = actorsQuery(
      isUser(entity) ? [stringifyEntityRef(entity)] : membersOf(entity),
    );
    return q
      ? { q: `${q} ${NO_REQUESTS}`, from: rangeStart(last, new Date()) }
      : undefined;
  }, [entity, last]);
}

function isUser(entity: Entity): boolean {
  return entity.kind.toLowerCase() === 'user';
}

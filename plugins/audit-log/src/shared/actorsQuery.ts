import { Entity, RELATION_HAS_MEMBER } from '@backstage/catalog-model';
import {
  MAX_QUERY_LENGTH,
  formatQuery,
} from 'backstage-plugin-audit-log-common';

/** The members of a group of the catalog, as refs. */
export function membersOf(group: Entity): string[] {
  return (group.relations ?? [])
    .filter(({ type }) => type === RELATION_HAS_MEMBER)
    .map(({ targetRef }) => targetRef);
}

/**
 * What any of these actors did, as a query; undefined where there are none,
 * or more of them than a query has room for.
 */
export function actorsQuery(refs: string[]): string | undefined {
  const query = formatQuery([
    {
      kind: 'field',
      field: 'actor',
      operator: ':',
      values: refs,
      negated: false,
    },
  ]);
  return refs.length > 0 && query.length <= MAX_QUERY_LENGTH
    ? query
    : undefined;
}

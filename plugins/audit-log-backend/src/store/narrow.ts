import { Knex } from 'knex';
import { EventPredicate } from './types';

/**
 * Joins predicates to a query with AND, each in brackets of its own, so that
 * an OR inside one can't widen what another one allows.
 */
export function narrow(
  query: Knex.QueryBuilder,
  where: EventPredicate[],
): void {
  for (const predicate of where) {
    query.where(group => predicate(group));
  }
}

import { QueryFieldTerm } from 'backstage-plugin-audit-log-common';
import { anyOf, isIn, SqlCondition } from './condition';
import { SqlDialect } from './dialect';

/**
 * The column is one of the values. After `:` a value may be a pattern, and
 * stands for its lower case too.
 */
export function exactCondition(
  column: string,
  term: Pick<QueryFieldTerm, 'operator' | 'values'>,
  dialect: SqlDialect,
): SqlCondition {
  if (term.operator !== ':') {
    return isIn(column, term.values);
  }
  const written = [
    ...new Set(term.values.flatMap(value => [value, value.toLowerCase()])),
  ];
  const literals = written.filter(value => !value.includes('*'));
  const patterns = written.filter(value => value.includes('*'));
  return anyOf([
    ...(literals.length > 0 ? [isIn(column, literals)] : []),
    ...patterns.map(pattern => dialect.matches(column, pattern)),
  ]);
}

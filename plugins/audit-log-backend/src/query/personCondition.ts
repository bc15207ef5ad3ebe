import { QueryFieldTerm } from 'backstage-plugin-audit-log-common';
import { anyOf, SqlCondition } from './condition';
import { SqlDialect } from './dialect';
import { exactCondition } from './exactCondition';

/**
 * The actor is one of the values: the person, else the principal.
 *
 * @remarks
 * Users are looked for in `actor_user` alone, which has an index; any other
 * actor in the given column.
 */
export function personCondition(
  column: string,
  term: QueryFieldTerm,
  dialect: SqlDialect,
): SqlCondition {
  const { operator } = term;
  const values =
    operator === ':' ? term.values.map(withUserPrefix) : term.values;
  const isUser = (value: string) => /^user:/i.test(value);
  const users = values.filter(isUser);
  const others = values.filter(value => !isUser(value));
  return anyOf([
    ...(users.length > 0
      ? [exactCondition('e.actor_user', { operator, values: users }, dialect)]
      : []),
    ...(others.length > 0
      ? [exactCondition(column, { operator, values: others }, dialect)]
      : []),
  ]);
}

/** A name alone is a user of the default namespace. */
function withUserPrefix(value: string): string {
  if (value.includes(':') || value.startsWith('*')) {
    return value;
  }
  return value.includes('/') ? `user:${value}` : `user:default/${value}`;
}

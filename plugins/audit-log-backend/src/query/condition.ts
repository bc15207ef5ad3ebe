/** A value that both drivers take as a parameter. */
export type SqlBinding = string | number;

/**
 * A condition over the events table, aliased `e`. The text is made of constant
 * pieces only; every value is a binding.
 */
export interface SqlCondition {
  sql: string;
  bindings: SqlBinding[];
}

/** True where one of the conditions is. */
export function anyOf(conditions: SqlCondition[]): SqlCondition {
  return joined(conditions, ' or ');
}

/** True where all of the conditions are. */
export function allOf(conditions: SqlCondition[]): SqlCondition {
  return joined(conditions, ' and ');
}

/** True where the condition is false or unknown. */
export function noneOf({ sql, bindings }: SqlCondition): SqlCondition {
  return { sql: `(${sql}) is not true`, bindings };
}

/** `column in (…)`; `=` for a single value, so that plans stay simple. */
export function isIn(column: string, values: SqlBinding[]): SqlCondition {
  const places = values.map(() => '?').join(', ');
  return {
    sql: values.length === 1 ? `${column} = ?` : `${column} in (${places})`,
    bindings: values,
  };
}

export function isPresent(column: string): SqlCondition {
  return { sql: `${column} is not null`, bindings: [] };
}

function joined(conditions: SqlCondition[], word: string): SqlCondition {
  if (conditions.length === 1) {
    return conditions[0];
  }
  return {
    sql: `(${conditions.map(({ sql }) => sql).join(word)})`,
    bindings: conditions.flatMap(({ bindings }) => bindings),
  };
}

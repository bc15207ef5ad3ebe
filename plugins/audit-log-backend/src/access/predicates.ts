import { Knex } from 'knex';
import { EventPredicate } from '../store';

/** Columns that access rules compare with a list of names. */
type NameColumn = 'e.actor_user' | 'e.category' | 'e.plugin' | 'e.target_ref';

/**
 * The column is one of `values`. Never unknown to SQL: a row without a value
 * doesn't match, so that negating it matches.
 */
export function columnIn(column: NameColumn, values: string[]): EventPredicate {
  const predicate: EventPredicate = query => {
    query.where(inner => {
      inner.whereNotNull(column);
      if (isPostgres(inner)) {
        inner.whereRaw('?? = any(?)', [column, values]);
      } else {
        inner.whereRaw('?? in (select value from json_each(?))', [
          column,
          JSON.stringify(values),
        ]);
      }
    });
  };
  return Object.assign(predicate, { columns: [column.replace('e.', '')] });
}

/** At least one of them holds; none holds where there is none. */
export function anyOf(predicates: EventPredicate[]): EventPredicate {
  return looksAt(predicates, query => {
    query.where(inner => {
      if (predicates.length === 0) {
        inner.whereRaw('1 = 0');
      }
      for (const predicate of predicates) {
        inner.orWhere(branch => {
          predicate(branch);
        });
      }
    });
  });
}

/** All of them hold; every event matches where there is none. */
export function allOf(predicates: EventPredicate[]): EventPredicate {
  return looksAt(predicates, query => {
    query.where(inner => {
      // Knex leaves out an empty group, which would change its meaning inside
      // another one.
      inner.whereRaw('1 = 1');
      for (const predicate of predicates) {
        predicate(inner);
      }
    });
  });
}

/** It doesn't hold. */
export function not(predicate: EventPredicate): EventPredicate {
  return looksAt([predicate], query => {
    query.whereNot(inner => {
      predicate(inner);
    });
  });
}

/** Says which columns a predicate looks at, if its parts all say so. */
function looksAt(
  parts: EventPredicate[],
  predicate: EventPredicate,
): EventPredicate {
  return parts.every(({ columns }) => columns)
    ? Object.assign(predicate, {
        columns: parts.flatMap(({ columns = [] }) => columns),
      })
    : predicate;
}

function isPostgres(query: Knex.QueryBuilder): boolean {
  return query.client.config.client === 'pg';
}

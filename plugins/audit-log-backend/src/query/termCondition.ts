import { InputError } from '@backstage/errors';
import {
  isMetaQueryField,
  QueryFieldTerm,
  QueryTerm,
} from 'backstage-plugin-audit-log-common';
import { anyOf, isPresent, noneOf, SqlCondition } from './condition';
import { SqlDialect } from './dialect';
import { exactCondition } from './exactCondition';
import { fieldColumns } from './fieldColumns';
import { metaCondition } from './metaCondition';
import { personCondition } from './personCondition';
import { rankCondition, spanCondition } from './orderedCondition';

export interface TranslateOptions {
  dialect: SqlDialect;
  /** Milliseconds since 1970, for times such as `-2h`. */
  now: number;
}

/** The condition that a term of a query stands for. */
export function termCondition(
  term: QueryTerm,
  options: TranslateOptions,
): SqlCondition {
  if (term.kind === 'text') {
    const found = options.dialect.contains(
      'e.search',
      term.value.toLowerCase(),
    );
    return term.negated ? noneOf(found) : found;
  }
  const condition = fieldCondition(term, options);
  const negated = term.negated !== (term.operator === '!=');
  return negated ? noneOf(condition) : condition;
}

function fieldCondition(
  term: QueryFieldTerm,
  options: TranslateOptions,
): SqlCondition {
  if (isMetaQueryField(term.field)) {
    return metaCondition(term, options.dialect);
  }
  const field = Object.hasOwn(fieldColumns, term.field)
    ? fieldColumns[term.field]
    : undefined;
  if (!field) {
    throw new InputError(`There is no field "${term.field}" in events.`);
  }
  const isPresence = term.operator === ':' && term.values.includes('*');
  if (isPresence) {
    return isPresent(field.column);
  }
  switch (field.match) {
    case 'rank':
      return rankCondition(field, term);
    case 'span':
      return spanCondition(field, term, options.now);
    case 'person':
      return personCondition(field.column, term, options.dialect);
    case 'words':
      return anyOf(
        term.values.map(value =>
          options.dialect.containsAnyCase(field.column, value),
        ),
      );
    default:
      return exactCondition(field.column, term, options.dialect);
  }
}

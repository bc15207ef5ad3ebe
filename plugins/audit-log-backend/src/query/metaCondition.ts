import { InputError } from '@backstage/errors';
import {
  metaFieldPath,
  parseMetaNumber,
  QueryFieldTerm,
} from 'backstage-plugin-audit-log-common';
import { anyOf, SqlCondition } from './condition';
import { MetaTest, SqlDialect } from './dialect';

/** A value inside the meta object compares with the values. */
export function metaCondition(
  term: QueryFieldTerm,
  dialect: SqlDialect,
): SqlCondition {
  const path = metaFieldPath(term.field);
  if (path.length === 0) {
    throw new InputError(`The field "${term.field}" names no key of meta.`);
  }
  return anyOf(
    term.values.map(value => dialect.meta(path, testOf(term, value))),
  );
}

function testOf(term: QueryFieldTerm, value: string): MetaTest {
  const { operator } = term;
  if (operator === ':' && value.includes('*')) {
    return value === '*'
      ? { kind: 'present' }
      : { kind: 'pattern', pattern: value };
  }
  if (operator === ':' || operator === '=' || operator === '!=') {
    return { kind: 'equal', value };
  }
  const number = parseMetaNumber(value);
  if (number === undefined) {
    throw new InputError(
      `The field "${term.field}" can be compared with a number only, not with "${value}".`,
    );
  }
  return { kind: 'compare', operator, value: number };
}

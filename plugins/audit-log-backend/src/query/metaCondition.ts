import { InputError } from '@backstage/errors';
import {
  metaFieldPath,
  parseMetaNumber,
  QueryFieldTerm,
} from 'backstage-plugin-audit-log-common';
import { allOf, anyOf, SqlCondition } from './condition';
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
    testsOf(term).map(({ test, needle }) =>
      allOf([holdsText(path[0], needle, dialect), dialect.meta(path, test)]),
    ),
  );
}

interface NeededTest {
  test: MetaTest;
  /** What the JSON text must hold for the test to pass. */
  needle: string;
}

function testsOf(term: QueryFieldTerm): NeededTest[] {
  const { operator, values } = term;
  if (operator !== ':' && operator !== '=' && operator !== '!=') {
    return values.map(written => {
      const value = parseMetaNumber(written);
      if (value === undefined) {
        throw new InputError(
          `The field "${term.field}" can be compared with a number only, not with "${written}".`,
        );
      }
      return { test: { kind: 'number', operator, value }, needle: '' };
    });
  }
  return values.flatMap((value): NeededTest[] => {
    if (operator === ':' && value === '*') {
      return [{ test: { kind: 'present' }, needle: '' }];
    }
    if (operator === ':' && value.includes('*')) {
      return [{ test: { kind: 'pattern', pattern: value }, needle: '' }];
    }
    const number = parseMetaNumber(value);
    return [
      {
        test: { kind: 'text', values: [value] },
        needle: JSON.stringify(value).slice(1, -1),
      },
      ...(number === undefined
        ? []
        : [
            {
              test: {
                kind: 'number' as const,
                operator: '=' as const,
                value: number,
              },
              needle: String(number),
            },
          ]),
    ];
  });
}

/**
 * Looks at the JSON text first. It is canonical, so key and value are in it
 * just so, and most rows need no parsing.
 */
function holdsText(
  key: string,
  needle: string,
  dialect: SqlDialect,
): SqlCondition {
  const wanted = `${JSON.stringify(key)}:`;
  return allOf([
    dialect.contains('e.meta', wanted),
    ...(needle ? [dialect.contains('e.meta', needle)] : []),
  ]);
}

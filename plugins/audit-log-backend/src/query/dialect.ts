import { parseMetaNumber } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { allOf, anyOf, SqlCondition } from './condition';

/** What is asked of one value in a meta object. */
export type MetaTest =
  | { kind: 'present' }
  | { kind: 'equal'; value: string }
  | { kind: 'compare'; operator: '>' | '>=' | '<' | '<='; value: number }
  | { kind: 'pattern'; pattern: string };

type MetaValueTest = Exclude<MetaTest, { kind: 'present' }>;

/**
 * Everything in which the SQL of the two databases differs. Text is taken
 * literally, but for `*` in a pattern.
 */
export interface SqlDialect {
  /** The text occurs in the column, as it is written. */
  contains(column: string, text: string): SqlCondition;
  /** The text occurs in the column, in upper or lower case. */
  containsAnyCase(column: string, text: string): SqlCondition;
  /** The whole column matches; `*` stands for any characters. */
  matches(column: string, pattern: string): SqlCondition;
  /** The value at the path of `e.meta`, or one that a list there holds. */
  meta(path: string[], test: MetaTest): SqlCondition;
  /** The value at the path of `e.meta` as text, null where there is none. */
  metaText(path: string[]): SqlCondition;
}

const postgres: SqlDialect = {
  contains: (column, text) => ({
    sql: `${column} like ?`,
    bindings: [`%${likeLiteral(text)}%`],
  }),
  // ILIKE knows the letters that the database's locale knows: often ASCII alone.
  containsAnyCase: (column, text) =>
    /^[\x20-\x7e]*$/.test(text)
      ? { sql: `${column} ilike ?`, bindings: [`%${likeLiteral(text)}%`] }
      : { sql: `${column} ~ ?`, bindings: [anyCase(text, regexLiteral)] },
  matches: (column, pattern) => ({
    sql: `${column} like ?`,
    bindings: [likeLiteral(pattern).replace(/\*+/g, '%')],
  }),
  meta(path, test) {
    if (test.kind === 'equal' && !path.slice(1).some(isPlace)) {
      return postgresContainment(path, test.value);
    }
    const places = path.map(() => '?').join(', ');
    const value = `e.meta::jsonb #> array[${places}]`;
    if (test.kind === 'present') {
      return allOf([
        postgres.contains('e.meta', jsonKey(path[0])),
        { sql: `jsonb_typeof(${value}) <> 'null'`, bindings: path },
      ]);
    }
    const { sql, bindings } = postgresMetaTest(test);
    return allOf([
      postgres.contains('e.meta', jsonKey(path[0])),
      {
        // In lax mode `$[*]` is each element of a list, and anything else itself.
        sql: `exists (select 1 from jsonb_path_query(${value}, '$[*]') as m(v) where ${sql})`,
        bindings: [...path, ...bindings],
      },
    ]);
  },
  metaText: path => ({
    sql: `(e.meta::jsonb #>> array[${path.map(() => '?').join(', ')}])`,
    bindings: path,
  }),
};

// Containment is what the index of meta can look up: the value itself or a
// list that holds it, as text, number or truth value. That the JSON text holds
// the value says nothing new, but without it the planner takes a value that it
// has never seen for a hundred times more frequent than it is, and reads all
// events from the newest on.
function postgresContainment(path: string[], value: string): SqlCondition {
  const leaves = jsonValues(value).flatMap(one => [one, [one]]);
  const contained = anyOf(
    leaves.map(leaf => ({
      sql: 'e.meta::jsonb @> ?::jsonb',
      bindings: [
        JSON.stringify(
          path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), leaf),
        ),
      ],
    })),
  );
  const written = JSON.stringify(value).slice(1, -1);
  return numbersOf(value).every(number => String(number) === written)
    ? allOf([contained, postgres.contains('e.meta', written)])
    : contained;
}

function postgresMetaTest(test: MetaValueTest): SqlCondition {
  const as = (types: string, sql = "m.v #>> '{}'") =>
    `(case when jsonb_typeof(m.v) in (${types}) then ${sql} end)`;
  switch (test.kind) {
    case 'equal':
      return anyOf(
        jsonValues(test.value).map(one => ({
          sql: 'm.v = ?::jsonb',
          bindings: [JSON.stringify(one)],
        })),
      );
    case 'compare':
      return {
        sql: `${as("'number'", "(m.v #>> '{}')::float8")} ${
          test.operator
        } ?::float8`,
        bindings: [test.value],
      };
    default:
      return postgres.matches(
        as("'string', 'boolean', 'number'"),
        test.pattern,
      );
  }
}

const sqlite: SqlDialect = {
  contains: (column, text) => ({
    sql: `instr(${column}, ?) > 0`,
    bindings: [text],
  }),
  // LIKE knows the case of ASCII letters alone.
  containsAnyCase: (column, text) => ({
    sql: `${column} glob ?`,
    bindings: [`*${anyCase(text, globLiteral)}*`],
  }),
  matches: (column, pattern) => ({
    sql: `${column} glob ?`,
    bindings: [pattern.replace(/[[?]/g, '[$&]').replace(/\*+/g, '*')],
  }),
  meta(path, test) {
    return anyOf(
      sqlitePaths(path).map(at => {
        const hasKey = sqlite.contains('e.meta', jsonKey(path[0]));
        if (test.kind === 'present') {
          return allOf([
            hasKey,
            { sql: `json_type(e.meta, ?) <> 'null'`, bindings: [at] },
          ]);
        }
        const { sql, bindings } = sqliteMetaTest(test);
        return allOf([
          hasKey,
          // json_each would go through the members of an object.
          { sql: `json_type(e.meta, ?) <> 'object'`, bindings: [at] },
          {
            sql: `exists (select 1 from json_each(e.meta, ?) as m where ${sql})`,
            bindings: [at, ...bindings],
          },
        ]);
      }),
    );
  },
  metaText(path) {
    const paths = sqlitePaths(path);
    const value = (at: string): SqlCondition => ({
      sql: `case json_type(e.meta, ?) when 'true' then 'true' when 'false' then 'false' else cast(json_extract(e.meta, ?) as text) end`,
      bindings: [at, at],
    });
    const values = paths.map(value);
    return {
      sql: `coalesce(${values.map(({ sql }) => sql).join(', ')}, null)`,
      bindings: values.flatMap(({ bindings }) => bindings),
    };
  },
};

function sqliteMetaTest(test: MetaValueTest): SqlCondition {
  const as = (types: string, sql: string) =>
    `(case when m.type in (${types}) then ${sql} end)`;
  const text =
    "case m.type when 'true' then 'true' when 'false' then 'false' else cast(m.value as text) end";
  switch (test.kind) {
    case 'equal':
      return anyOf([
        {
          sql: `${as("'text', 'true', 'false'", text)} = ?`,
          bindings: [test.value],
        },
        ...numbersOf(test.value).map(number => ({
          sql: `${as("'integer', 'real'", 'm.value')} = ?`,
          bindings: [number],
        })),
      ]);
    case 'compare':
      return {
        sql: `${as("'integer', 'real'", 'm.value')} ${test.operator} ?`,
        bindings: [test.value],
      };
    default:
      return sqlite.matches(
        as("'text', 'true', 'false', 'integer', 'real'", text),
        test.pattern,
      );
  }
}

/** The dialect of a database connection. */
export function dialectOf(knex: Knex): SqlDialect {
  return knex.client.config.client === 'pg' ? postgres : sqlite;
}

// A number in a path is a place in a list or a key, whichever the object has.
// PostgreSQL's `#>` knows both; SQLite writes them differently.
function sqlitePaths(path: string[]): string[] {
  const asKey = (key: string) => `.${JSON.stringify(key)}`;
  const [first, ...rest] = path;
  const paths = [['$', asKey(first), ...rest.map(asKey)].join('')];
  if (rest.some(isPlace)) {
    const places = rest.map(key => (isPlace(key) ? `[${key}]` : asKey(key)));
    paths.push(['$', asKey(first), ...places].join(''));
  }
  return paths;
}

/** Whether a key may be a place in a list. */
function isPlace(key: string): boolean {
  return /^(0|[1-9]\d{0,5})$/.test(key);
}

/** A key as it is in canonical JSON text: most rows need no parsing. */
function jsonKey(key: string): string {
  return `${JSON.stringify(key)}:`;
}

/** The JSON values that a written value stands for. */
function jsonValues(value: string): (string | number | boolean)[] {
  const truths = { true: true, false: false };
  return [
    value,
    ...numbersOf(value),
    ...(value === 'true' || value === 'false' ? [truths[value]] : []),
  ];
}

function numbersOf(value: string): number[] {
  const number = parseMetaNumber(value);
  return number === undefined ? [] : [number];
}

/**
 * For GLOB and regular expressions: each character as it is and in its other
 * cases.
 */
function anyCase(text: string, literal: (character: string) => string): string {
  return [...text]
    .map(character => {
      const lower = character.toLowerCase();
      const forms = [character, lower, character.toUpperCase()].filter(
        (form, i, all) =>
          [...form].length === 1 &&
          form.toLowerCase() === lower &&
          all.indexOf(form) === i,
      );
      return forms.length > 1 ? `[${forms.join('')}]` : literal(character);
    })
    .join('');
}

function regexLiteral(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function globLiteral(text: string): string {
  return text.replace(/[[?*]/g, '[$&]');
}

/** Both databases' LIKE, with `\` as its escape. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

import { Knex } from 'knex';
import { allOf, anyOf, isIn, SqlCondition } from './condition';

/** What is asked of one value in a meta object. */
export type MetaTest =
  | { kind: 'present' }
  | { kind: 'text'; values: string[] }
  | { kind: 'number'; operator: '=' | '>' | '>=' | '<' | '<='; value: number }
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
  containsAnyCase: (column, text) => ({
    sql: `${column} ilike ?`,
    bindings: [`%${likeLiteral(text)}%`],
  }),
  matches: (column, pattern) => ({
    sql: `${column} like ?`,
    bindings: [likeLiteral(pattern).replace(/\*+/g, '%')],
  }),
  meta(path, test) {
    const places = path.map(() => '?').join(', ');
    const value = `e.meta::jsonb #> array[${places}]`;
    if (test.kind === 'present') {
      return { sql: `jsonb_typeof(${value}) <> 'null'`, bindings: path };
    }
    const { sql, bindings } = postgresMetaTest(test);
    return {
      // In lax mode `$[*]` is each element of a list, and anything else itself.
      sql: `exists (select 1 from jsonb_path_query(${value}, '$[*]') as m(v) where ${sql})`,
      bindings: [...path, ...bindings],
    };
  },
  metaText: path => ({
    sql: `(e.meta::jsonb #>> array[${path.map(() => '?').join(', ')}])`,
    bindings: path,
  }),
};

function postgresMetaTest(test: MetaValueTest): SqlCondition {
  const as = (types: string, sql = "m.v #>> '{}'") =>
    `(case when jsonb_typeof(m.v) in (${types}) then ${sql} end)`;
  switch (test.kind) {
    case 'text':
      return isIn(as("'string', 'boolean'"), test.values);
    case 'number':
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
  containsAnyCase: (column, text) => ({
    sql: `${column} like ? escape '\\'`,
    bindings: [`%${likeLiteral(text)}%`],
  }),
  matches: (column, pattern) => ({
    sql: `${column} glob ?`,
    bindings: [pattern.replace(/[[?]/g, '[$&]').replace(/\*+/g, '*')],
  }),
  meta(path, test) {
    return anyOf(
      sqlitePaths(path).map(at => {
        if (test.kind === 'present') {
          return { sql: `json_type(e.meta, ?) <> 'null'`, bindings: [at] };
        }
        const { sql, bindings } = sqliteMetaTest(test);
        return allOf([
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
    case 'text':
      return isIn(as("'text', 'true', 'false'", text), test.values);
    case 'number':
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
  const isPlace = (key: string) => /^(0|[1-9]\d{0,5})$/.test(key);
  const asKey = (key: string) => `.${JSON.stringify(key)}`;
  const [first, ...rest] = path;
  const paths = [['$', asKey(first), ...rest.map(asKey)].join('')];
  if (rest.some(isPlace)) {
    const places = rest.map(key => (isPlace(key) ? `[${key}]` : asKey(key)));
    paths.push(['$', asKey(first), ...places].join(''));
  }
  return paths;
}

/** Both databases' LIKE, with `\` as its escape. */
function likeLiteral(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

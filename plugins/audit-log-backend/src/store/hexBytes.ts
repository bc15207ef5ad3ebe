import { Knex } from 'knex';

type ParseText = (text: string) => unknown;

/** What PostgreSQL calls the type `bytea`. */
const BYTEA = 17;

/**
 * For a query on PostgreSQL: bytes come as the hex text that they arrive as,
 * instead of as a `Buffer` whose hex is asked for next.
 */
export function hexBytes(knex: Knex) {
  const { types } = knex.client.driver as {
    types: { getTypeParser(id: number, format: 'text'): ParseText };
  };
  const parse = types.getTypeParser(BYTEA, 'text');
  const hex: ParseText = text =>
    text.startsWith('\\x') ? text.slice(2) : parse(text);
  return {
    types: {
      getTypeParser: (id: number, format: 'text'): ParseText =>
        id === BYTEA ? hex : types.getTypeParser(id, format),
    },
  };
}

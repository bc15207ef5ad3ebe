import { Knex } from 'knex';

/**
 * Work that holds up everything else for some milliseconds, in comparisons of
 * two characters.
 */
const STEP = 20_000_000;

/** What reading an event takes, whatever is asked of it. */
const EVENT = 2_000;

/** Longest text that a value is compared with, about. */
const TEXT_LENGTH = 4_096;

/** What looking into a JSON text takes, each time. */
const JSON_LOOK = 16_384;

/**
 * How many events a query may look at without a turn for others: a pattern costs
 * its length times that of the text, so this is known before it runs. It is
 * taken from what the database gets, whoever wrote it, people or access rules.
 */
export function eventsAtOnce(query: Knex.QueryBuilder, most: number): number {
  const { sql, bindings } = query.toSQL().toNative();
  const compared = bindings.reduce<number>(
    (sum, value) => sum + (typeof value === 'string' ? value.length : 0),
    0,
  );
  const looks = sql.match(/\bjson_/g)?.length ?? 0;
  const work = EVENT + compared * TEXT_LENGTH + looks * JSON_LOOK;
  return Math.min(most, Math.max(1, Math.floor(STEP / work)));
}

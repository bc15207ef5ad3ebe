import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { HEAD_TABLE } from './columns';
import { completeToAt, HeadRow } from './completeTo';
import { EventReader, LimitTimeOptions, ReadTimeoutError } from './EventReader';

/** PostgreSQL: canceling statement due to statement timeout. */
const QUERY_CANCELED = '57014';

const HEAD = `select sequence, time from ${HEAD_TABLE}`;

/**
 * Reads with a limit of time, so that a broad question can occupy neither the
 * database nor the process.
 *
 * @remarks
 * On PostgreSQL each query is stopped by the database. SQLite stops nothing:
 * there the limit is looked at between the queries, and others get a turn.
 *
 * @throws ReadTimeoutError
 */
export function limitTime<T>(
  options: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  return options.knex.client.config.client === 'pg'
    ? readPostgres(options, read)
    : readSqlite(options, read);
}

/** What is used of a client of the `pg` package. */
interface PgClient {
  query(text: string): Promise<unknown>;
  /** Has knex throw the connection away. */
  __knex__disposed?: Error;
}

/**
 * One message begins everything and reads the head: each round trip that is
 * saved is a good part of a small read.
 */
async function readPostgres<T>(
  { knex, timeoutMs }: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  const client: PgClient = await knex.client.acquireConnection();
  try {
    // Compiling a query to machine code takes longer than most reads.
    const results = (await client.query(
      `begin read only; set local statement_timeout = ${Math.ceil(timeoutMs)};
       set local jit = off; ${HEAD}`,
    )) as { rows: HeadRow[] }[];
    return await read({
      knex,
      completeTo: completeToAt(results.at(-1)!.rows[0]),
      isStoppable: true,
      run: async query => rowsOf(await query.connection(client)),
    });
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) {
      throw tookTooLong(timeoutMs, error);
    }
    throw error;
  } finally {
    // Nothing was written, so nobody has to wait for the end.
    void endReading(knex, client);
  }
}

async function endReading(knex: Knex, client: PgClient): Promise<void> {
  try {
    await client.query('rollback');
  } catch (error) {
    // Nobody knows in which state it is: knex makes another one.
    client.__knex__disposed = error as Error;
  }
  try {
    await knex.client.releaseConnection(client);
  } catch {
    // The pool is closed, and the connection with it.
  }
}

async function readSqlite<T>(
  { knex, timeoutMs }: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  const [head] = await knex.raw<HeadRow[]>(HEAD);
  return read({
    knex,
    completeTo: completeToAt(head),
    isStoppable: false,
    run: async query => {
      await setImmediate();
      if (performance.now() > deadline) {
        throw tookTooLong(timeoutMs);
      }
      return rowsOf(await query);
    },
  });
}

/** Raw queries answer with more than their rows on PostgreSQL. */
function rowsOf<Row>(result: Row[] | { rows: Row[] }): Row[] {
  return Array.isArray(result) ? result : result.rows;
}

function tookTooLong(timeoutMs: number, cause?: unknown): ReadTimeoutError {
  return new ReadTimeoutError(
    `The database did not find the answer within ${timeoutMs / 1000} seconds.`,
    { cause },
  );
}

import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { presentReading, ReadPlaces } from '../limits';
import { HEAD_TABLE } from './columns';
import { completeToAt, HeadRow } from './completeTo';
import { EventReader, LimitTimeOptions, ReadTimeoutError } from './EventReader';
import {
  ReadEndedError,
  SqliteReaders,
  sqliteReadersOf,
} from './SqliteReaders';

/** PostgreSQL: canceling statement due to statement timeout. */
const QUERY_CANCELED = '57014';

const HEAD = `select sequence, time from ${HEAD_TABLE}`;

/**
 * Reads with a limit of time, so that a broad question can occupy neither the
 * database nor the process.
 *
 * @remarks
 * On PostgreSQL each query is stopped by the database, and no more reads run at
 * once than leave connections for appends and for other callers. SQLite stops
 * nothing, so processes of their own read it, which are ended. Where there are
 * none, the limit is looked at between the queries, and others get a turn. Where
 * the caller left, no further query is begun, and the reason of their signal is
 * thrown.
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

/** Of each pool of connections. */
const places = new WeakMap<object, ReadPlaces>();

function placesOf(knex: Knex): ReadPlaces {
  const { pool } = knex.client as { pool: { max: number } };
  const all = Math.max(1, Math.floor(pool.max / 2));
  const known =
    places.get(pool) ?? new ReadPlaces({ all, ofCaller: Math.ceil(all / 2) });
  places.set(pool, known);
  return known;
}

/** Rejects where the caller left before there was a connection. */
async function readPostgres<T>(
  { knex, timeoutMs, waitMs = timeoutMs }: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  const leave = await placesOf(knex).take(presentReading(), waitMs);
  if (!leave) {
    throw tookTooLong(timeoutMs);
  }
  let client: PgClient;
  try {
    client = await knex.client.acquireConnection();
  } catch (error) {
    leave();
    throw error;
  }
  try {
    return await readBy(client, { knex, timeoutMs }, read);
  } finally {
    // Nothing was written, so nobody has to wait for the end.
    void endReading(knex, client).finally(leave);
  }
}

/**
 * One message begins everything and reads the head: each round trip that is
 * saved is a good part of a small read.
 */
async function readBy<T>(
  client: PgClient,
  { knex, timeoutMs }: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  const signal = presentReading()?.signal;
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
      run: async query => {
        signal?.throwIfAborted();
        return rowsOf(await query.connection(client));
      },
    });
  } catch (error) {
    if ((error as { code?: string }).code === QUERY_CANCELED) {
      throw tookTooLong(timeoutMs, error);
    }
    throw error;
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
  options: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  const { knex } = options;
  const readers = sqliteReadersOf(knex);
  const found = readers && (await readByProcess(readers, options, read));
  return found ? found.result : readHere(options, read);
}

async function headOf(knex: Knex) {
  const [head] = await knex.raw<HeadRow[]>(HEAD);
  return completeToAt(head);
}

/** Undefined where no process can be started. */
async function readByProcess<T>(
  readers: SqliteReaders,
  { knex, timeoutMs, waitMs = timeoutMs }: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<{ result: T } | undefined> {
  const reading = presentReading();
  const leave = await readers.places.take(reading, waitMs);
  if (!leave) {
    throw tookTooLong(timeoutMs);
  }
  try {
    return await readers.read({ reading, timeoutMs }, leave, async reader =>
      read({
        knex,
        completeTo: await headOf(knex),
        isStoppable: true,
        run: query => {
          const { sql, bindings } = query.toSQL().toNative();
          return reader.run(sql, bindings);
        },
      }),
    );
  } catch (error) {
    if (error instanceof ReadEndedError) {
      throw tookTooLong(timeoutMs, error);
    }
    throw error;
  }
}

async function readHere<T>(
  { knex, timeoutMs }: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  const signal = presentReading()?.signal;
  return read({
    knex,
    completeTo: await headOf(knex),
    isStoppable: false,
    run: async query => {
      await setImmediate();
      signal?.throwIfAborted();
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

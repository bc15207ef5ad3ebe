import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { Knex } from 'knex';
import { presentReading, ReadPlaces } from '../limits';
import { HEAD_TABLE } from './columns';
import { completeToAt, HeadRow } from './completeTo';
import { EventReader, LimitTimeOptions, ReadTimeoutError } from './EventReader';
import { PgConnection, SilentConnectionError } from './PgConnection';
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
 * On PostgreSQL each query is stopped by the database, or, where no answer comes
 * back, with its connection, and no more reads run at once than leave
 * connections for appends and for other callers. SQLite stops
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
  let connection: PgConnection;
  try {
    connection = await PgConnection.acquire(knex, timeoutMs);
  } catch (error) {
    leave();
    throw error;
  }
  try {
    return await readBy(connection, { knex, timeoutMs }, read);
  } finally {
    // Nothing was written, so nobody has to wait for the end.
    void connection.release().finally(leave);
  }
}

/**
 * One message begins everything and reads the head: each round trip that is
 * saved is a good part of a small read.
 */
async function readBy<T>(
  connection: PgConnection,
  { knex, timeoutMs }: LimitTimeOptions,
  read: (reader: EventReader) => Promise<T>,
): Promise<T> {
  const signal = presentReading()?.signal;
  try {
    // Compiling a query to machine code takes longer than most reads.
    const begin = connection.client.query(
      `begin read only; set local statement_timeout = ${Math.ceil(timeoutMs)};
       set local jit = off; ${HEAD}`,
    ) as Promise<{ rows: HeadRow[] }[]>;
    const results = await connection.answer(begin);
    return await read({
      knex,
      completeTo: completeToAt(results.at(-1)!.rows[0]),
      isStoppable: true,
      run: async query => {
        signal?.throwIfAborted();
        return rowsOf(
          await connection.answer(query.connection(connection.client)),
        );
      },
    });
  } catch (error) {
    if (
      error instanceof SilentConnectionError ||
      (error as { code?: string }).code === QUERY_CANCELED
    ) {
      throw tookTooLong(timeoutMs, error);
    }
    throw error;
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

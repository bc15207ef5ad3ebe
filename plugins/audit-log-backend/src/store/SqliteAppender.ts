import {
  decodeFrontier,
  encodeFrontier,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { QUARTER_COUNTS_TABLE, EVENTS_TABLE, HEAD_TABLE } from './columns';
import {
  Appended,
  concernedIds,
  knownColumns,
  LogAppender,
} from './LogAppender';
import { OperationSearch } from './OperationSearch';
import { PreparedEvent } from './prepareEvent';
import { cellsOf, KnownRow, writtenColumns } from './batch';
import { sealBatch } from './sealBatch';

/** What is used of better-sqlite3, which is an optional dependency. */
interface SqliteConnection {
  prepare(sql: string): SqliteStatement;
  transaction<T>(work: () => T): { immediate(): T };
}

interface SqliteStatement {
  get(...values: unknown[]): unknown;
  all(...values: unknown[]): unknown[];
  run(...values: unknown[]): unknown;
}

interface HeadRow {
  sequence: number;
  time: number | null;
  frontier: Buffer;
  awaited: number;
}

interface Statements {
  head: SqliteStatement;
  known: SqliteStatement;
  insert: SqliteStatement;
  supersede: SqliteStatement;
  count: SqliteStatement;
  advance: SqliteStatement;
}

/**
 * Appends on SQLite: one synchronous transaction of prepared statements.
 *
 * @remarks
 * The transaction takes the write lock at its beginning (`immediate`), so
 * that two processes on one file wait for each other instead of failing half
 * way.
 */
export class SqliteAppender implements LogAppender {
  readonly #knex: Knex;
  readonly #clock: () => number;
  readonly #statements = new WeakMap<SqliteConnection, Statements>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(knex: Knex, clock: () => number) {
    this.#knex = knex;
    this.#clock = clock;
  }

  append(events: PreparedEvent[]): Promise<Appended> {
    const appended = this.#last.then(() => this.#write(events));
    this.#last = appended.catch(() => {});
    return appended;
  }

  async #write(events: PreparedEvent[]): Promise<Appended> {
    const connection: SqliteConnection =
      await this.#knex.client.acquireConnection();
    try {
      const statements = this.#prepared(connection);
      return connection
        .transaction(() => appendNow(statements, events, this.#clock()))
        .immediate();
    } finally {
      await this.#knex.client.releaseConnection(connection);
    }
  }

  #prepared(connection: SqliteConnection): Statements {
    let statements = this.#statements.get(connection);
    if (!statements) {
      statements = prepareStatements(connection);
      this.#statements.set(connection, statements);
    }
    return statements;
  }
}

function appendNow(
  statements: Statements,
  events: PreparedEvent[],
  now: number,
): Appended {
  const { sequence, frontier, ...rest } = statements.head.get() as HeadRow;
  const head = { frontier: decodeFrontier(sequence, frontier), ...rest };
  const search = new OperationSearch<KnownRow>(concernedIds(events));
  while (search.ids.length > 0) {
    const ids = JSON.stringify(search.ids);
    search.add(statements.known.all(ids, ids) as KnownRow[]);
  }
  const batch = sealBatch(events, head, search.rows, now);
  for (const event of batch.events) {
    statements.insert.run(...cellsOf(event));
  }
  for (const row of batch.superseded) {
    statements.supersede.run(row.by, row.sequence);
  }
  for (const row of batch.counts) {
    statements.count.run(
      row.quarter_hour,
      row.plugin,
      row.category,
      row.severity_rank,
      row.outcome,
      row.actor_type,
      row.count,
    );
  }
  if (batch.events.length > 0) {
    const { frontier: after, time, awaited } = batch.head;
    statements.advance.run(after.size, time, encodeFrontier(after), awaited);
  }
  return {
    appended: batch.events.length,
    duplicates: batch.duplicates,
    head: batch.head,
  };
}

function prepareStatements(connection: SqliteConnection): Statements {
  return {
    head: connection.prepare(
      `select sequence, time, frontier, awaited from ${HEAD_TABLE}`,
    ),
    known: connection.prepare(
      `select ${knownColumns} from ${EVENTS_TABLE}
       where id in (select value from json_each(?))
       union
       select ${knownColumns} from ${EVENTS_TABLE}
       where amends in (select value from json_each(?))`,
    ),
    insert: connection.prepare(
      `insert into ${EVENTS_TABLE} (${writtenColumns.join(', ')})
       values (${writtenColumns.map(() => '?').join(', ')})`,
    ),
    supersede: connection.prepare(
      `update ${EVENTS_TABLE} set superseded_by = ? where sequence = ?`,
    ),
    count: connection.prepare(
      `insert into ${QUARTER_COUNTS_TABLE}
         (quarter_hour, plugin, category, severity_rank, outcome, actor_type, count)
       values (?, ?, ?, ?, ?, ?, ?)
       on conflict do update set count = count + excluded.count`,
    ),
    advance: connection.prepare(
      `update ${HEAD_TABLE} set sequence = ?, time = ?, frontier = ?, awaited = ?`,
    ),
  };
}

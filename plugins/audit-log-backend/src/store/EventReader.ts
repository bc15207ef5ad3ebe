import { CompleteTo } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';

/** A read that was given up, because it took too long. */
export class ReadTimeoutError extends Error {
  override readonly name = 'ReadTimeoutError';
}

export interface LimitTimeOptions {
  knex: Knex;
  /** How long each query may take, and on SQLite all together. */
  timeoutMs: number;
  /** How long to wait for others that read; as long as a query, where absent. */
  waitMs?: number;
}

/**
 * Runs the queries of one answer, for no longer than a given time.
 *
 * @remarks
 * Where the database can't stop a query that runs, a long read has to be made
 * of many short queries: see `readWindows`.
 */
export interface EventReader {
  /** Makes queries; only `run` runs them. */
  readonly knex: Knex;
  /** How far the log reached before the first query. */
  readonly completeTo: CompleteTo;
  /** Whether the database itself stops what runs for too long. */
  readonly isStoppable: boolean;
  /**
   * The rows that a query finds.
   *
   * @throws ReadTimeoutError
   */
  run<Row>(query: Knex.QueryBuilder | Knex.Raw): Promise<Row[]>;
}

import { Knex } from 'knex';

/**
 * Lets nobody else add to a table, or change it, until the transaction ends:
 * what depends on all its rows is then true when something is added. Whoever
 * locks a row before they change it waits as well: a lock that lets them have
 * the row, but not change it, would wait for them in turn. In SQLite nobody
 * else writes while a transaction does.
 */
export async function lockTable(
  trx: Knex.Transaction,
  table: string,
): Promise<void> {
  if (isPostgres(trx)) {
    await trx.raw('lock table ?? in exclusive mode', [table]);
  }
}

/** SQLite has one writer at a time, and no row locks. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

import { Knex } from 'knex';

/**
 * Lets nobody else add to a table, or change it, until the transaction ends:
 * what depends on all its rows is then true when something is added. In SQLite
 * nobody else writes while a transaction does.
 */
export async function lockTable(
  trx: Knex.Transaction,
  table: string,
): Promise<void> {
  if (isPostgres(trx)) {
    await trx.raw('lock table ?? in share row exclusive mode', [table]);
  }
}

/** SQLite has one writer at a time, and no row locks. */
export function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

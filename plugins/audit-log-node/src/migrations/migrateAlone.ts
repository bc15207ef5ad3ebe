import { setTimeout as delay } from 'node:timers/promises';
import { ServiceUnavailableError } from '@backstage/errors';
import { Knex } from 'knex';
import { lockDatabase } from './lockDatabase';

const RETRY_MS = 100;
/** An upgrade of a large log takes minutes. */
const PATIENCE_MS = 30 * 60_000;
const USUAL_TABLE = 'knex_migrations';

/**
 * Brings tables to the current schema, in one transaction, while no other
 * process does.
 *
 * @remarks
 * Replicas that start together run this at once: one at a time looks what is
 * missing and makes it, and the others find that nothing is. Everything
 * happens on the one connection of the transaction, so a pool of one, and a
 * pooler that hands out connections per transaction, are enough. A process
 * that is killed leaves the tables as they were, and the lock free.
 *
 * No migration may ask for no transaction.
 *
 * @param config - as Knex takes it, of these two
 * @throws ServiceUnavailableError where another process migrates for too long
 *
 * @public
 */
export async function migrateAlone(
  knex: Knex,
  config: { directory: string; tableName?: string },
  options: { patienceMs?: number } = {},
): Promise<void> {
  const { patienceMs = PATIENCE_MS } = options;
  const deadline = Date.now() + patienceMs;
  while (!(await tryToMigrate(knex, config))) {
    if (Date.now() > deadline) {
      throw new ServiceUnavailableError(
        `Another process has been upgrading the tables for ${
          patienceMs / 60_000
        } minutes`,
      );
    }
    await delay(RETRY_MS);
  }
}

function tryToMigrate(
  knex: Knex,
  config: { directory: string; tableName?: string },
): Promise<boolean> {
  return knex.transaction(async trx => {
    if (!(await lockDatabase(trx))) {
      return false;
    }
    await freeLeftLock(trx, config);
    await trx.migrate.latest(config);
    return true;
  });
}

/**
 * Knex has a lock of its own, a row that says so. Who holds it has not
 * committed yet; a row that can be read and isn't free was left by somebody,
 * and so was a second one, with which Knex never finds it free.
 */
async function freeLeftLock(
  trx: Knex.Transaction,
  config: { directory: string; tableName?: string },
): Promise<void> {
  const table = `${config.tableName ?? USUAL_TABLE}_lock`;
  if (await trx.schema.hasTable(table)) {
    const rows = await trx(table).pluck('is_locked');
    if (rows.length !== 1 || rows[0] !== 0) {
      await trx.migrate.forceFreeMigrationsLock(config);
    }
  }
}

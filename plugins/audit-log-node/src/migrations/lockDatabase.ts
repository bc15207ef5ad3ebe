import { Knex } from 'knex';

/** Any number, the same in every process: the first bytes of "audit-log". */
const LOCK_KEY = '7022629598037634159';
/**
 * A process whose machine has vanished leaves a connection that PostgreSQL
 * would believe in for hours.
 */
const IDLE_LIMIT = '5min';

/**
 * Takes the right to migrate, for as long as the transaction lasts; so it is
 * free again when its holder has died.
 *
 * @returns false where another process has it; then nothing else must be done
 * in the transaction
 */
export async function lockDatabase(trx: Knex.Transaction): Promise<boolean> {
  return trx.client.config.client === 'pg'
    ? lockPostgres(trx)
    : lockSqlite(trx);
}

/** Asks instead of waiting, which a limit of time for statements would end. */
async function lockPostgres(trx: Knex.Transaction): Promise<boolean> {
  const { rows } = await trx.raw<{ rows: { locked: boolean }[] }>(
    `select pg_try_advisory_xact_lock(${LOCK_KEY}) as locked`,
  );
  if (!rows[0].locked) {
    return false;
  }
  await trx.raw(
    `set local idle_in_transaction_session_timeout = '${IDLE_LIMIT}'`,
  );
  return true;
}

/**
 * Knex begins transactions that take their lock with the first statement that
 * writes, which is too late when others have written in between. Waiting for
 * the lock would block the whole process.
 */
async function lockSqlite(trx: Knex.Transaction): Promise<boolean> {
  const [{ timeout }] = await trx.raw<{ timeout: number }[]>(
    'pragma busy_timeout',
  );
  await trx.raw('commit');
  await trx.raw('pragma busy_timeout = 0');
  let isLocked = false;
  try {
    await trx.raw('begin immediate');
    isLocked = true;
  } catch (error) {
    if (!isBusy(error)) {
      throw error;
    }
  } finally {
    if (!isLocked) {
      // The one that Knex believes in, and ends.
      await trx.raw('begin');
    }
    await trx.raw(`pragma busy_timeout = ${timeout}`);
  }
  return isLocked;
}

/** What `begin immediate` answers while another connection writes. */
function isBusy(error: unknown): boolean {
  const { code } = error as { code?: string };
  return /^SQLITE_(?:BUSY|LOCKED)/.test(code ?? '');
}

import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { Knex } from 'knex';

const migrationsDir = resolvePackagePath(
  'backstage-plugin-audit-log-backend',
  'migrations',
);

const LOCK_TABLE = 'knex_migrations_lock';
const WAIT_MS = 60_000;
const RETRY_MS = 200;

/**
 * Brings the database to the current schema.
 *
 * @remarks
 * Replicas that start together run this at once. The one that does not get
 * knex's lock, or finds a table that the other has just created, waits for up
 * to a minute and looks again.
 */
export async function applyMigrations(knex: Knex): Promise<void> {
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    try {
      await ensureOneLock(knex);
      await knex.migrate.latest({ directory: migrationsDir });
      return;
    } catch (error) {
      if (!isHeldByAnother(error) || Date.now() > deadline) {
        throw new ForwardedError(
          'The tables of the audit log could not be created or upgraded',
          error,
        );
      }
      await new Promise(resolve => setTimeout(resolve, RETRY_MS));
    }
  }
}

/**
 * Makes knex's lock, which knex would make with an insert that two replicas
 * can both do: two rows, and knex takes the lock for held for ever.
 */
async function ensureOneLock(knex: Knex): Promise<void> {
  if (!(await knex.schema.hasTable(LOCK_TABLE))) {
    await knex.schema.createTable(LOCK_TABLE, table => {
      table.increments('index').primary();
      table.integer('is_locked');
    });
  }
  if (!(await knex(LOCK_TABLE).first())) {
    await knex(LOCK_TABLE)
      .insert({ index: 1, is_locked: 0 })
      .onConflict('index')
      .ignore();
  }
}

function isHeldByAnother(error: unknown): boolean {
  const { name, code, message } = error as Partial<Error> & { code?: string };
  // PostgreSQL's duplicate table and unique violation in its catalogue;
  // SQLite's lock, and its duplicate table, which has no code of its own.
  return (
    name === 'MigrationLocked' ||
    code === '42P07' ||
    code === '23505' ||
    code?.startsWith('SQLITE_BUSY') === true ||
    (code === 'SQLITE_ERROR' && /table \S+ already exists/.test(message ?? ''))
  );
}

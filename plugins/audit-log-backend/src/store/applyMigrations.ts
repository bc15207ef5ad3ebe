import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { Knex } from 'knex';

const migrationsDir = resolvePackagePath(
  'backstage-plugin-audit-log-backend',
  'migrations',
);

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

function isHeldByAnother(error: unknown): boolean {
  const { name, code } = error as { name?: string; code?: string };
  // Duplicate table, unique violation in the catalogue, SQLite's lock.
  return (
    name === 'MigrationLocked' ||
    code === '42P07' ||
    code === '23505' ||
    code === 'SQLITE_BUSY'
  );
}

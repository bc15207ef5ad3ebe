import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { ForwardedError } from '@backstage/errors';
import { migrateAlone } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';

const migrationsDir = resolvePackagePath(
  'backstage-plugin-audit-log-backend',
  'migrations',
);

/**
 * Brings the database to the current schema.
 *
 * @remarks
 * Replicas that start together run this at once; one at a time does it.
 */
export async function applyMigrations(knex: Knex): Promise<void> {
  try {
    await migrateAlone(knex, { directory: migrationsDir });
  } catch (error) {
    throw new ForwardedError(
      'The tables of the audit log could not be created or upgraded',
      error,
    );
  }
}

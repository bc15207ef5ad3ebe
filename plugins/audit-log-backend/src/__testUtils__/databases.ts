import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { applyMigrations } from '../store';

/**
 * The databases that every test of stored things runs on. To be called at the
 * top of a test file or of a `describe` block.
 */
export function createTestDatabases(): TestDatabases {
  return TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
}

/** A fresh database with the tables of the audit log. */
export async function initDatabase(
  databases: TestDatabases,
  databaseId: ReturnType<TestDatabases['eachSupportedId']>[number][0],
): Promise<Knex> {
  const knex = await databases.init(databaseId);
  await applyMigrations(knex);
  return knex;
}

import { TestPortal, testingScripts } from './portal';

/** A portal on SQLite files in its data folder. */
export async function startOnSqlite(): Promise<TestPortal> {
  const { startTestPortal } = await testingScripts();
  return startTestPortal();
}

/** A portal on fresh databases of a real PostgreSQL, dropped afterwards. */
export async function startOnPostgres(): Promise<TestPortal> {
  const { startTestPortalOnPostgres } = await testingScripts();
  return startTestPortalOnPostgres();
}

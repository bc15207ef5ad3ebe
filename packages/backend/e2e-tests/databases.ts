import { TestPortal, TestSplit, testingScripts } from './portal';

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

/** Two backends, each on SQLite files in a folder of its own. */
export async function splitOnSqlite(): Promise<TestSplit> {
  const { startTestSplit } = await testingScripts();
  return startTestSplit();
}

/** Two backends on fresh databases of a real PostgreSQL, dropped afterwards. */
export async function splitOnPostgres(): Promise<TestSplit> {
  const { startTestSplitOnPostgres } = await testingScripts();
  return startTestSplitOnPostgres();
}

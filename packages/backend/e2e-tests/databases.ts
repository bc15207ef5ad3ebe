import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { TestPortal, TestSplit, testingScripts } from './portal';

/** A portal on SQLite files in its data folder. */
export async function startOnSqlite(): Promise<TestPortal> {
  const { startTestPortal } = await testingScripts();
  return startTestPortal();
}

/** A portal on fresh databases of a real PostgreSQL, dropped afterwards. */
export async function startOnPostgres(): Promise<TestPortal> {
  const { startTestPortal } = await testingScripts();
  return onPostgres(options => startTestPortal(options));
}

/** Two backends, each on SQLite files in a folder of its own. */
export async function splitOnSqlite(): Promise<TestSplit> {
  const { startTestSplit } = await testingScripts();
  return startTestSplit();
}

/** Two backends on fresh databases of a real PostgreSQL, dropped afterwards. */
export async function splitOnPostgres(): Promise<TestSplit> {
  const { startTestSplit } = await testingScripts();
  return onPostgres(({ configFiles, env }) =>
    startTestSplit({
      configFiles,
      env,
      deliveringEnv: { POSTGRES_PREFIX: `${env.POSTGRES_PREFIX}second_` },
    }),
  );
}

async function onPostgres<T extends { remove(): Promise<void> }>(
  start: (options: {
    configFiles: string[];
    env: Record<string, string>;
  }) => Promise<T>,
): Promise<T> {
  const { providePostgres } = await testingScripts();
  const postgres = await providePostgres();
  const server = new URL(postgres.connectionString);
  const prefix = `e2e_${randomBytes(4).toString('hex')}_`;
  const portal = await start({
    configFiles: ['app-config.postgres.yaml'],
    env: {
      POSTGRES_HOST: server.hostname,
      POSTGRES_PORT: server.port || '5432',
      POSTGRES_USER: decodeURIComponent(server.username),
      POSTGRES_PASSWORD: decodeURIComponent(server.password),
      POSTGRES_PREFIX: prefix,
    },
  });
  return {
    ...portal,
    async remove() {
      await portal.remove();
      await dropDatabases(postgres.connectionString, prefix);
      await postgres.stop();
    },
  };
}

async function dropDatabases(connectionString: string, prefix: string) {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(
    'select datname from pg_database where starts_with(datname, $1)',
    [prefix],
  );
  for (const { datname } of rows) {
    await client.query(`drop database "${datname}" with (force)`);
  }
  await client.end();
}

import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { providePostgres } from './postgres.mjs';

/**
 * Starts something on fresh databases of a real PostgreSQL, which are dropped
 * when it is removed.
 *
 * @param start - takes `{ configFiles, env }`, resolves to what has a `remove()`
 * @param options - as `start` takes them, added to those for the databases
 */
export async function onPostgres(start, options = {}) {
  const { configFiles = [], env } = options;
  const postgres = await providePostgres();
  const server = new URL(postgres.connectionString);
  const prefix = `e2e_${randomBytes(4).toString('hex')}_`;
  const started = await start({
    ...options,
    configFiles: ['app-config.postgres.yaml', ...configFiles],
    env: {
      POSTGRES_HOST: server.hostname,
      POSTGRES_PORT: server.port || '5432',
      POSTGRES_USER: decodeURIComponent(server.username),
      POSTGRES_PASSWORD: decodeURIComponent(server.password),
      POSTGRES_PREFIX: prefix,
      ...env,
    },
  });
  const { remove } = started;
  return Object.assign(started, {
    async holdLog() {
      server.pathname = `/${prefix}audit-log`;
      const client = new pg.Client({ connectionString: server.toString() });
      await client.connect();
      await client.query('begin; lock table audit_log_head');
      return () => client.end();
    },
    async remove() {
      await remove();
      await dropDatabases(postgres.connectionString, prefix);
      await postgres.stop();
    },
  });
}

async function dropDatabases(connectionString, prefix) {
  const client = new pg.Client({ connectionString });
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

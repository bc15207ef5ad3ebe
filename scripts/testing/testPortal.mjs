import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, startPortal } from '../portal/index.mjs';
import { inRepository } from '../toolchain/index.mjs';
import { providePostgres } from './postgres.mjs';

/**
 * A portal with its own ports and a fresh data folder.
 *
 * @param options.configFiles - of the repository, added to app-config.yaml
 * @param options.env - more environment variables
 */
export async function startTestPortal({ configFiles = [], env } = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'audit-log-e2e-'));
  const port = await freePort();
  const identityProviderPort = await freePort();
  const start = () =>
    startPortal({
      port,
      identityProviderPort,
      dataFolder,
      configFiles: configFiles.map(file => inRepository(file)),
      env,
    });
  const removeData = () => rmSync(dataFolder, { recursive: true, force: true });

  let running = await start().catch(error => {
    removeData();
    throw error;
  });
  // A portal never outlives the tests that started it.
  process.once('exit', () => running.process.kill('SIGKILL'));
  return {
    url: running.url,
    async restart() {
      await running.stop();
      running = await start();
    },
    async remove() {
      await running.stop();
      removeData();
    },
  };
}

/**
 * The same on fresh databases of a real PostgreSQL, which are dropped with it.
 */
export async function startTestPortalOnPostgres({
  configFiles = [],
  env,
} = {}) {
  const postgres = await providePostgres();
  const server = new URL(postgres.connectionString);
  const prefix = `e2e_${randomBytes(4).toString('hex')}_`;
  const portal = await startTestPortal({
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
  return {
    ...portal,
    async remove() {
      await portal.remove();
      await dropDatabases(postgres.connectionString, prefix);
      await postgres.stop();
    },
  };
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

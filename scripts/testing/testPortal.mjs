import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { freePort, startPortal } from '../portal/index.mjs';
import { inRepository } from '../toolchain/index.mjs';
import { onPostgres } from './onPostgres.mjs';

/**
 * A portal with its own ports and a fresh data folder.
 *
 * @param options.configFiles - of the repository, added to app-config.yaml
 * @param options.env - more environment variables
 * @param options.entry - of the backend, as `startPortal` takes it
 * @param options.onOutput - receives what the portal prints
 */
export async function startTestPortal({
  configFiles = [],
  env,
  entry,
  onOutput,
} = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'audit-log-e2e-'));
  let port = await freePort();
  const identityProviderPort = await freePort();
  const start = cwd =>
    startPortal({
      port,
      cwd,
      entry,
      onOutput,
      identityProviderPort,
      dataFolder,
      configFiles: configFiles.map(file => inRepository(file)),
      // Tests make their storage integrations themselves.
      env: { APP_CONFIG_auditLog_storage_integrations: '[]', ...env },
    });
  const removeData = () => rmSync(dataFolder, { recursive: true, force: true });

  let running = await start().catch(error => {
    removeData();
    throw error;
  });
  // A portal never outlives the tests that started it.
  process.once('exit', () => running.process.kill('SIGKILL'));
  return {
    dataFolder,
    get url() {
      return running.url;
    },
    /** Of the backend that runs at present. */
    get process() {
      return running.process;
    },
    async restart() {
      await running.stop();
      running = await start();
    },
    /** Kills it, without any warning. */
    async kill() {
      running.process.kill('SIGKILL');
      await running.exited;
    },
    /** Starts it anew with the same data, at another address and place. */
    async startElsewhere() {
      port = await freePort();
      // The example files are found from every package's folder.
      running = await start(inRepository('packages/app'));
    },
    /** Lets nobody write to the log until the function that it returns is called. */
    async holdLog() {
      const log = new Database(join(dataFolder, 'audit-log.sqlite'));
      log.exec('begin immediate');
      return async () => log.close();
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
export function startTestPortalOnPostgres(options) {
  return onPostgres(startTestPortal, options);
}

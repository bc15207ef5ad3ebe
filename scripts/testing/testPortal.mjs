import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPortal } from '../portal/index.mjs';
import { inRepository } from '../toolchain/index.mjs';
import { onPostgres } from './onPostgres.mjs';

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
export function startTestPortalOnPostgres(options) {
  return onPostgres(startTestPortal, options);
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startSplitPortal } from '../portal/index.mjs';
import { inRepository } from '../toolchain/index.mjs';
import { onPostgres } from './onPostgres.mjs';

/**
 * A split deployment with its own ports and fresh data folders.
 *
 * @param options.configFiles - of the repository, added to app-config.yaml
 * @param options.env - more environment variables
 * @param options.deliveringEnv - more for the second backend alone
 */
export async function startTestSplit(options = {}) {
  const { configFiles = [], env, deliveringEnv } = options;
  const dataFolder = mkdtempSync(join(tmpdir(), 'audit-log-split-'));
  const removeData = () => rmSync(dataFolder, { recursive: true, force: true });
  const { portal, startDelivering, ...started } = await startSplitPortal({
    port: await freePort(),
    identityProviderPort: await freePort(),
    deliveringPort: await freePort(),
    dataFolder,
    configFiles: configFiles.map(file => inRepository(file)),
    env,
    deliveringEnv,
  }).catch(error => {
    removeData();
    throw error;
  });
  let { delivering } = started;
  // Neither outlives the tests that started it.
  process.once('exit', () => {
    portal.process.kill('SIGKILL');
    delivering.process.kill('SIGKILL');
  });
  return {
    url: portal.url,
    deliveringUrl: delivering.url,
    journalFolder: join(dataFolder, 'delivering', 'journal'),
    /** Kills the second backend, without any warning. */
    async killDelivering() {
      delivering.process.kill('SIGKILL');
      await delivering.exited;
    },
    async startDelivering() {
      delivering = await startDelivering();
    },
    async remove() {
      await Promise.all([portal.stop(), delivering.stop()]);
      removeData();
    },
  };
}

/**
 * The same on fresh databases of a real PostgreSQL, which are dropped with it.
 */
export function startTestSplitOnPostgres(options) {
  return onPostgres(
    given =>
      startTestSplit({
        ...given,
        deliveringEnv: {
          POSTGRES_PREFIX: `${given.env.POSTGRES_PREFIX}second_`,
        },
      }),
    options,
  );
}

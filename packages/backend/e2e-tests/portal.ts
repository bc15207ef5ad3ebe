import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const REPOSITORY = resolve(__dirname, '../../..');

/** A portal with its own ports and data, and nobody else in it. */
export interface TestPortal {
  url: string;
  /** Stops the process and starts another one with the same data. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export async function startTestPortal(options?: {
  configFiles?: string[];
  env?: Record<string, string>;
}): Promise<TestPortal> {
  const { freePort, startPortal } = await importScript('scripts/portal');
  const dataFolder = mkdtempSync(join(tmpdir(), 'audit-log-e2e-'));
  const start = async () =>
    startPortal({
      port,
      identityProviderPort,
      dataFolder,
      configFiles: (options?.configFiles ?? []).map(file =>
        resolve(REPOSITORY, file),
      ),
      env: options?.env,
    });
  const port = await freePort();
  const identityProviderPort = await freePort();
  let running = await start();
  return {
    url: running.url,
    async restart() {
      await running.stop();
      running = await start();
    },
    async remove() {
      await running.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** The scripts of the repository are ES modules, these tests are not. */
export async function importScript(folder: string) {
  return import(
    pathToFileURL(resolve(REPOSITORY, folder, 'index.mjs')).toString()
  );
}

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort, until } from './ports.mjs';

const require = createRequire(
  new URL('../../plugins/audit-log-backend/package.json', import.meta.url),
);

/** What is missing to start the server; undefined where nothing is. */
export function missing() {
  try {
    require.resolve('azurite/package.json');
    return undefined;
  } catch {
    return 'the npm package azurite is not installed';
  }
}

// The account that the emulator documents.
const account = 'devstoreaccount1';
const accountKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** Starts Microsoft's emulator of Azure Blob Storage. */
export async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'audit-log-azurite-'));
  const port = await freePort();
  const entry = join(
    dirname(require.resolve('azurite/package.json')),
    'dist/src/blob/main.js',
  );
  const child = spawn(
    process.execPath,
    [
      entry,
      '--blobHost',
      '127.0.0.1',
      '--blobPort',
      String(port),
      '--skipApiVersionCheck',
      '--disableTelemetry',
      '--inMemoryPersistence',
      '--silent',
    ],
    { stdio: 'ignore', cwd: folder },
  );
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(timer);
    }
    await rm(folder, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${port}/${account}`;
  try {
    await until('azurite', async () => (await fetch(endpoint)).status > 0);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, account, accountKey, stop };
}

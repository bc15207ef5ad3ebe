import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline';
import { resolve } from 'node:path';

/** What clients need to know of the servers in tests/servers. */
export interface StorageServerFacts {
  s3: {
    endpoint: string;
    region: string;
    users: Record<
      'writer' | 'stranger' | 'limited',
      { accessKeyId: string; secretAccessKey: string }
    >;
  };
  azure: { endpoint: string; account: string; accountKey: string };
  gcs: {
    endpoint: string;
    bucket: string;
    universeDomain: string;
    keyFiles: Record<'writer' | 'stranger' | 'unknown', string>;
  };
}

/** A server that was started for a test. */
export type StorageServer<K extends keyof StorageServerFacts> =
  StorageServerFacts[K] & { stop(): Promise<void> };

const script = resolve(__dirname, '../../../../tests/servers/start.mjs');
const env = { PATH: process.env.PATH, HOME: process.env.HOME };

/**
 * `describe` for tests against a storage server, or `describe.skip` with a
 * line that says why, where the server is not installed. In CI that throws, so
 * that nothing is left out unseen; `npm test` on somebody's machine sets
 * OPTIONAL_TEST_SERVERS.
 */
export function describeWithServer(
  kind: keyof StorageServerFacts,
): jest.Describe {
  const { status, stderr } = spawnSync(
    process.execPath,
    [script, kind, '--check'],
    { env, encoding: 'utf8' },
  );
  if (status === 0) {
    return describe;
  }
  if (process.env.CI && !process.env.OPTIONAL_TEST_SERVERS) {
    throw new Error(`There is no ${kind} server to test against: ${stderr}`);
  }
  process.stderr.write(`Left out tests against ${kind} storage: ${stderr}`);
  return describe.skip as jest.Describe;
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise(resolved => child.once('exit', resolved));
    child.stdin?.end();
    await ended;
  }
}

/** Starts a storage server in a process of its own, which ends with this one. */
export async function startStorageServer<K extends keyof StorageServerFacts>(
  kind: K,
): Promise<StorageServer<K>> {
  const child = spawn(process.execPath, [script, kind], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env,
  });
  let words = '';
  child.stderr.on('data', chunk => {
    words += chunk;
  });
  const line = await new Promise<string | undefined>(resolved => {
    createInterface(child.stdout).once('line', resolved);
    child.once('exit', () => resolved(undefined));
  });
  if (line === undefined) {
    throw new Error(`The ${kind} storage server did not start: ${words}`);
  }
  return { ...JSON.parse(line), stop: () => stop(child) };
}

import { ChildProcess, spawn } from 'node:child_process';
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
const exitCodeOfMissing = 3;

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = new Promise(resolved => child.once('exit', resolved));
    child.stdin?.end();
    await ended;
  }
}

/**
 * Starts a storage server in a process of its own, which ends with this one.
 *
 * @returns undefined where something that it needs is not installed; where the
 * variable `CI` is set it throws instead, so that nothing is left out unseen.
 */
export async function startStorageServer<K extends keyof StorageServerFacts>(
  kind: K,
): Promise<StorageServer<K> | undefined> {
  const child = spawn(process.execPath, [script, kind], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
  });
  let words = '';
  child.stderr.on('data', chunk => {
    words += chunk;
  });
  const line = await new Promise<string | undefined>(resolved => {
    createInterface(child.stdout).once('line', resolved);
    child.once('exit', () => resolved(undefined));
  });
  if (line !== undefined) {
    return { ...JSON.parse(line), stop: () => stop(child) };
  }
  if (child.exitCode === exitCodeOfMissing && !process.env.CI) {
    process.stderr.write(`Left out tests against ${kind} storage: ${words}`);
    return undefined;
  }
  throw new Error(`The ${kind} storage server did not start: ${words}`);
}

import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What a client of the S3 server needs to know. */
export interface S3Facts {
  endpoint: string;
  region: string;
  users: { writer: { accessKeyId: string; secretAccessKey: string } };
}

/** Starts the S3 server of the tests, which ends with its standard input. */
export async function startS3(): Promise<{
  facts: S3Facts;
  child: ChildProcess;
}> {
  const child = spawn(
    process.execPath,
    [join(__dirname, '../tests/servers/start.mjs'), 's3'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const line = await Promise.race([
    once(createInterface(child.stdout!), 'line').then(([text]) => text),
    once(child, 'exit').then(() => undefined),
  ]);
  if (line === undefined) {
    throw new Error('The S3 server did not start');
  }
  return { facts: JSON.parse(line), child };
}

import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPostgres } from '../databases';
import { BenchClient } from '../filledLog';
import { Phase, PortalFacts } from './facts';

/**
 * What it costs to follow the catalog: a portal with the real catalog and a
 * provider, once with and once without, in processes of their own.
 */
export async function benchCatalogChanges(options: {
  client: BenchClient;
  entities: number;
}): Promise<void> {
  const { client, entities } = options;
  for (const follows of [false, true]) {
    const phases = await runPortal({ client, entities, follows });
    for (const { name, seconds, cpuSeconds, rssMb, events } of phases) {
      console.log(
        `${client}, ${entities} entities, ${
          follows ? 'followed' : 'not followed'
        }: ${name}: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(
          1,
        )} s of CPU, ${events} events, at most ${rssMb} MB`,
      );
    }
  }
}

async function runPortal(options: {
  client: BenchClient;
  entities: number;
  follows: boolean;
}): Promise<Phase[]> {
  const { client, entities, follows } = options;
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-bench-'));
  const database = client === 'postgres' ? await createPostgres() : undefined;
  const facts: PortalFacts = {
    entities,
    follows,
    folder,
    postgres: database?.url,
  };
  const child = fork(
    require.resolve('./portalProcess.ts'),
    [JSON.stringify(facts)],
    { execArgv: ['--require', '@backstage/cli/config/nodeTransform.cjs'] },
  );
  try {
    return await new Promise<Phase[]>((resolve, reject) => {
      // The transform of TypeScript sends messages of its own.
      child.on('message', message => {
        if ('phases' in (message as object)) {
          resolve((message as { phases: Phase[] }).phases);
        }
      });
      child.once('exit', code => reject(new Error(`Ended with code ${code}`)));
    });
  } finally {
    const ended = new Promise(done => child.once('exit', done));
    if (child.exitCode === null && child.kill('SIGKILL')) {
      await ended;
    }
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

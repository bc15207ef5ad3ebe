import { spawn, ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import {
  exportScheduleDraftSchema,
  parseDestination,
} from 'backstage-plugin-audit-log-common';
import {
  storageFiles,
  verifyExports,
} from 'backstage-plugin-audit-log-node/verification';
import { v7 as uuid } from 'uuid';
import { createIntegrity } from '../../plugins/audit-log-backend/src/integrity';
import { builtInProviders } from '../../plugins/audit-log-backend/src/storage';
import { DatabaseEventStore } from '../../plugins/audit-log-backend/src/store';
import { createPostgres } from '../databases';
import { makeEvents } from '../events';
import { startS3 } from '../s3Server';
import { ORIGIN, ReplicaFacts, fastClock, inFastTime } from './facts';
import { readBucket } from './readBucket';

const DESTINATION = 's3://chaos/audit';
const root = join(__dirname, '../..');

function startReplica(facts: ReplicaFacts): ChildProcess {
  return spawn(
    process.execPath,
    [
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      join(__dirname, 'replica.ts'),
      JSON.stringify(facts),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'], cwd: root },
  );
}

async function isReady(replica: ChildProcess): Promise<void> {
  await Promise.race([
    once(replica.stdout!, 'data'),
    once(replica, 'exit').then(() => {
      throw new Error('A replica ended by itself');
    }),
  ]);
}

async function kill(replica: ChildProcess): Promise<void> {
  if (replica.exitCode !== null || replica.signalCode !== null) {
    throw new Error('A replica ended by itself');
  }
  const ended = once(replica, 'exit');
  replica.kill('SIGKILL');
  await ended;
}

/**
 * Kills exporting replicas at random instants, while events are appended, and
 * then reads the bucket as a stranger would.
 */
export async function chaosExports(options: { kills: number }): Promise<void> {
  const database = await createPostgres();
  const { facts: s3, child: server } = await startS3();
  const replicas: ChildProcess[] = [];
  let isAppending = true;
  try {
    const { knex } = database;
    const startedAt = Date.now();
    const facts: ReplicaFacts = {
      database: knex.client.config.connection,
      startedAt,
      leaseMs: inFastTime(500),
      storage: {
        allowedEndpoints: [s3.endpoint],
        localFolder: undefined,
        profiles: [{ name: 'chaos', kind: 's3', ...s3.users.writer }],
      },
    };
    const connection = {
      endpoint: s3.endpoint,
      region: s3.region,
      forcePathStyle: true,
    };
    const client = new S3Client({
      ...connection,
      credentials: s3.users.writer,
    });
    await client.send(new CreateBucketCommand({ Bucket: 'chaos' }));
    client.destroy();
    await insertSchedule(knex, connection, fastClock(startedAt));

    const store = await DatabaseEventStore.create({ knex });
    const appending = (async () => {
      let seed = 1;
      while (isAppending) {
        await store.append([
          ...makeEvents({ count: 50, days: 1, end: Date.now(), seed: seed++ }),
        ]);
        await new Promise(resolve => setTimeout(resolve, 100));
      }
    })();

    replicas.push(startReplica(facts), startReplica(facts));
    await Promise.all(replicas.map(isReady));
    for (let round = 0; round < options.kills; round++) {
      await new Promise(resolve => setTimeout(resolve, Math.random() * 400));
      const victim = round % replicas.length;
      await kill(replicas[victim]);
      replicas[victim] = startReplica(facts);
      await isReady(replicas[victim]);
    }
    isAppending = false;
    await appending;

    const head = Number((await store.completeTo()).sequence);
    const deadline = Date.now() + 120_000;
    for (let exported = 0; exported < head; ) {
      if (Date.now() > deadline) {
        throw new Error(`Exports stopped at ${exported} of ${head}`);
      }
      await new Promise(resolve => setTimeout(resolve, 200));
      const row = await knex('audit_log_export_schedules').first('exported_to');
      exported = Number(row.exported_to);
    }
    const provider = builtInProviders({
      localFolder: undefined,
      awsAccounts: undefined,
    }).find(({ kind }) => kind === 's3')!;
    const storage = await provider.open({
      ...connection,
      destination: parseDestination(DESTINATION),
      identity: { type: 'profile', profile: 'chaos' },
      profile: facts.storage.profiles[0],
      externalId: null,
    });
    const files = storageFiles(storage);
    const content = await readBucket(files, DESTINATION);
    const integrity = await createIntegrity({
      knex,
      events: store,
      origin: ORIGIN,
      clock: fastClock(startedAt),
    });
    const verified = await verifyExports({
      files,
      verifierKeys: await integrity.verifierKeys(),
    });
    await storage.close();
    const isWhole =
      content.sequences.length === head &&
      content.sequences.every((sequence, index) => sequence === index + 1);
    const [{ attempts }] = await knex('audit_log_export_runs').sum({
      attempts: 'attempt',
    });
    console.log(
      `${options.kills} kills, ${head} events, ${
        verified.manifests
      } manifests, ${
        Number(attempts) - verified.manifests
      } attempts repeated, ${
        content.strays.length
      } objects without a manifest, ${verified.checkpoints} checkpoints, ${
        verified.provenRows
      } rows found in the tree, ${Math.round(
        (Date.now() - startedAt) / 1000,
      )} s`,
    );
    if (verified.findings.length > 0) {
      throw new Error(JSON.stringify(verified.findings, null, 2));
    }
    if (!isWhole || content.strays.length > 0) {
      throw new Error('The bucket does not hold every sequence exactly once');
    }
    console.log('Every sequence is in the bucket exactly once');
  } finally {
    isAppending = false;
    replicas.forEach(replica => replica.kill('SIGKILL'));
    server.stdin?.end();
    await once(server, 'exit');
    await database.drop();
  }
}

async function insertSchedule(
  knex: Awaited<ReturnType<typeof createPostgres>>['knex'],
  connection: object,
  clock: () => Date,
): Promise<void> {
  const at = clock().toISOString();
  const { name, integration, ...draft } = exportScheduleDraftSchema.parse({
    name: 'Chaos',
    integration: 'chaos',
    destination: `${DESTINATION}/events-{run}-{from}-{to}.jsonl.gz`,
    output: { format: 'jsonl', compression: 'gzip' },
    cadence: { type: 'cron', expression: '* * * * *' },
    timeZone: 'UTC',
    coverage: { mode: 'incremental' },
  });
  await knex('audit_log_storage_integrations').insert({
    id: uuid(),
    name: integration,
    connection: JSON.stringify({
      ...connection,
      destination: DESTINATION,
      identity: { type: 'profile', profile: 'chaos' },
    }),
    status: 'ready',
    created_by: 'user:default/chaos',
    created_at: at,
    updated_at: at,
    version: 1,
  });
  await knex('audit_log_export_schedules').insert({
    id: uuid(),
    name,
    owner: 'user:default/chaos',
    integration,
    draft: JSON.stringify({ name, integration, ...draft }),
    status: 'active',
    failures_in_a_row: 0,
    exported_to: 0,
    checked_to: 0,
    last_run: 0,
    next_due_at: at,
    created_at: at,
    updated_at: at,
    version: 1,
  });
}

import { performance } from 'node:perf_hooks';
import {
  ExportOutput,
  outputSchema,
  parseDestination,
} from 'backstage-plugin-audit-log-common';
import { StorageConnection } from 'backstage-plugin-audit-log-node';
import knexFactory from 'knex';
import { builtInFormats } from '../../plugins/audit-log-backend/src/exports';
import { builtInProviders } from '../../plugins/audit-log-backend/src/storage';
import { DatabaseEventStore } from '../../plugins/audit-log-backend/src/store';

/** What the process that exports is told. */
export interface ExportJob {
  database: Record<'host' | 'port' | 'user' | 'password' | 'database', string>;
  output: Pick<ExportOutput, 'format' | 'compression'>;
  rows: number;
  key: string;
  connection: Omit<StorageConnection, 'destination'> & { destination: string };
}

/** What it says at the end. */
export interface ExportFigures {
  ms: number;
  bytes: number;
  /** CPU time of the process while it exported. */
  cpuMs: number;
  /** Largest resident set in its life, in bytes. */
  peakBytes: number;
  /** Resident before the export began. */
  idleBytes: number;
}

/** One export in a process of its own, so that its memory can be told. */
async function main() {
  const job: ExportJob = JSON.parse(process.argv[2]);
  const knex = knexFactory({
    client: 'pg',
    connection: { ...job.database, port: Number(job.database.port) },
  });
  const store = await DatabaseEventStore.create({ knex });
  const destination = parseDestination(job.connection.destination);
  const storage = await builtInProviders({
    localFolder: undefined,
    awsAccounts: undefined,
  })
    .find(({ kind }) => kind === destination.kind)!
    .open({ ...job.connection, destination });
  const format = builtInFormats.find(({ id }) => id === job.output.format)!;
  const events = store.scan({
    where: [],
    fromSequence: '1',
    toSequence: String(job.rows),
  });
  await storage.head(job.key);
  const idleBytes = process.memoryUsage.rss();
  const cpu = process.cpuUsage();
  const start = performance.now();
  let bytes = 0;
  async function* counted() {
    for await (const chunk of format.encode(
      events,
      outputSchema.parse(job.output),
    )) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  await storage.put({
    key: job.key,
    body: counted(),
    contentType: format.contentType,
    metadata: {},
  });
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(cpu);
  const figures: ExportFigures = {
    ms,
    bytes,
    cpuMs: (user + system) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
    idleBytes,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  await storage.close();
  await knex.destroy();
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});

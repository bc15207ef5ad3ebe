import { parseArgs } from 'node:util';
import { benchAppend } from './append';
import { benchCatalogChanges } from './catalogChanges';
import { benchBrowser } from './browser';
import { chaosExports } from './chaosExports';
import { benchExports } from './exports';
import { benchExportMemory } from './exports/memory';
import { BenchClient, openFilledLog } from './filledLog';
import { benchExplore } from './explore';
import { benchMemory } from './memory';
import { providedPostgres, stopProvidedPostgres } from './postgresServer';
import { benchRedaction } from './redaction';
import { benchReplicas } from './replicas';
import { benchRequestPath } from './requestPath';
import { benchRetention } from './retention';
import { benchThroughput } from './throughput';

const clients: BenchClient[] = ['postgres', 'sqlite'];

/** Every benchmark, by the name that `yarn bench <name>` takes. */
const benches: Record<string, (options: BenchOptions) => Promise<void>> = {
  append: ({ rows, runs }) =>
    benchAppend({ rows: rows ?? 50_000, runs, batchSize: 1000 }),
  // 10 million events are made by `data` alone: that takes the better part of
  // an hour.
  explore: async ({ rows, runs, database, only = '' }) => {
    const sizes = rows ? [rows] : [10_000, 1_000_000];
    for (const client of clients.filter(name => name === (database ?? name))) {
      await benchExplore({ client, sizes, runs: runs * 10, only });
    }
  },
  'request-path': ({ rows, runs }) =>
    benchRequestPath({ operations: rows ?? 20_000, runs }),
  browser: ({ rows, runs }) =>
    benchBrowser({ rows: rows ?? 100_000, runs: runs * 3 }),
  exports: ({ rows, runs, only = '' }) =>
    benchExports({ rows: rows ?? 1_000_000, runs, only }),
  'export-memory': ({ rows, only = '' }) =>
    benchExportMemory({ sizes: rows ? [rows] : [100_000, 1_000_000], only }),
  retention: ({ rows }) => benchRetention({ rows: rows ?? 100_000 }),
  throughput: ({ rows, runs }) =>
    benchThroughput({ operations: rows ?? 50_000, runs }),
  replicas: ({ rows, runs }) => benchReplicas({ events: rows ?? 40_000, runs }),
  memory: ({ rows }) => benchMemory({ operations: rows ?? 180_000 }),
  redaction: ({ rows, runs }) =>
    benchRedaction({ events: rows ?? 20_000, runs }),
  'catalog-changes': async ({ rows, database }) => {
    for (const client of clients.filter(name => name === (database ?? name))) {
      await benchCatalogChanges({ client, entities: rows ?? 10_000 });
    }
  },
  'chaos-exports': ({ rows }) => chaosExports({ kills: rows ?? 20 }),
  data: async ({ rows, database }) => {
    for (const client of clients.filter(name => name === (database ?? name))) {
      if (client === 'postgres' && (await providedPostgres()).isPrivate) {
        console.log(
          'Left out: this PostgreSQL is removed at the end; name one of yours in BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING',
        );
        continue;
      }
      const size = rows ?? (client === 'postgres' ? 10_000_000 : 1_000_000);
      await (await openFilledLog(client, size)).close();
    }
  },
};

/** What `yarn bench` alone runs; the rest only makes data or takes an hour. */
const usual = ['request-path', 'append', 'throughput', 'replicas', 'explore'];

interface BenchOptions {
  rows?: number;
  runs: number;
  /** Only this one of the two. */
  database?: string;
  /** Only questions or formats whose name matches this regular expression. */
  only?: string;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      runs: { type: 'string', default: '3' },
      database: { type: 'string' },
      only: { type: 'string' },
    },
  });
  const names = positionals.length > 0 ? positionals : usual;
  for (const name of names) {
    if (!(name in benches)) {
      throw new Error(
        `Unknown benchmark "${name}", expected one of ${Object.keys(
          benches,
        ).join(', ')}`,
      );
    }
    console.log(`# ${name}`);
    await benches[name]({
      rows: values.rows === undefined ? undefined : Number(values.rows),
      runs: Number(values.runs),
      database: values.database,
      only: values.only,
    });
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () =>
    stopProvidedPostgres().finally(() => process.exit(1)),
  );
}

main()
  .catch(error => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(stopProvidedPostgres)
  // What failed has left connections open, which would be waited for.
  .finally(() => process.exit());

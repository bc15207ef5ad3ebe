import { parseArgs } from 'node:util';
import { benchAppend } from './append';
import { chaosExports } from './chaosExports';
import { openFilledLog } from './filledLog';
import { benchExplore } from './explore';
import { benchRequestPath } from './requestPath';
import { benchRetention } from './retention';

/** Every benchmark, by the name that `yarn bench <name>` takes. */
const benches: Record<string, (options: BenchOptions) => Promise<void>> = {
  append: ({ rows, runs }) =>
    benchAppend({ rows: rows ?? 50_000, runs, batchSize: 1000 }),
  explore: async ({ rows, runs }) => {
    const sizes = rows ? [rows] : [10_000, 1_000_000];
    await benchExplore({ client: 'postgres', sizes, runs: runs * 10 });
    await benchExplore({ client: 'sqlite', sizes, runs: runs * 10 });
  },
  'request-path': ({ rows, runs }) =>
    benchRequestPath({ operations: rows ?? 20_000, runs }),
  retention: ({ rows }) => benchRetention({ rows: rows ?? 100_000 }),
  'chaos-exports': ({ rows }) => chaosExports({ kills: rows ?? 20 }),
  data: async ({ rows }) => {
    for (const client of ['postgres', 'sqlite'] as const) {
      const size = rows ?? (client === 'postgres' ? 10_000_000 : 1_000_000);
      await (await openFilledLog(client, size)).close();
    }
  },
};

/** What `yarn bench` alone runs; the rest only makes data or takes an hour. */
const usual = ['request-path', 'append', 'explore'];

interface BenchOptions {
  rows?: number;
  runs: number;
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rows: { type: 'string' },
      runs: { type: 'string', default: '3' },
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
    });
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});

import { parseArgs } from 'node:util';
import { benchAppend } from './append';
import { benchPages } from './pages';

/** Every benchmark, by the name that `yarn bench <name>` takes. */
const benches: Record<string, (options: BenchOptions) => Promise<void>> = {
  append: ({ rows, runs }) =>
    benchAppend({ rows: rows ?? 50_000, runs, batchSize: 1000 }),
  pages: ({ rows }) => benchPages({ sizes: [10_000, rows ?? 1_000_000] }),
};

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
  const names = positionals.length > 0 ? positionals : Object.keys(benches);
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

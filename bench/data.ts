import { parseArgs } from 'node:util';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { openDatabase } from './databases';
import { makeEvents } from './events';
import { appendAll, timeMs } from './measure';

const USAGE = `yarn bench:data --to <URL of a PostgreSQL database, or path of an SQLite file>
                [--rows 10000000] [--days 90] [--seed 1]`;

/**
 * Fills a database with realistic events, through the same append that a
 * portal uses.
 */
async function main() {
  const { values } = parseArgs({
    options: {
      to: { type: 'string' },
      rows: { type: 'string', default: '10000000' },
      days: { type: 'string', default: '90' },
      seed: { type: 'string', default: '1' },
    },
  });
  if (!values.to) {
    throw new Error(`Nowhere to write to, expected --to\n${USAGE}`);
  }
  const count = Number(values.rows);
  const knex = await openDatabase(values.to);
  const store = await DatabaseEventStore.create({ knex });
  const events = makeEvents({
    count,
    days: Number(values.days),
    end: Date.now(),
    seed: Number(values.seed),
  });
  const ms = await timeMs(() => appendAll(store, events, 1000));
  await knex.raw('analyze');
  const { sequence } = await store.completeTo();
  await knex.destroy();
  console.log(
    `Appended ${count} events in ${Math.round(ms / 1000)} s, ${Math.round(
      (count / ms) * 1000,
    )}/s; the log ends at sequence ${sequence}`,
  );
}

main().catch(error => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

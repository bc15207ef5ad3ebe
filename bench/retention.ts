import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { removeInBatches } from '../plugins/audit-log-backend/src/retention/removeInBatches';
import {
  DatabaseEventPruner,
  DatabaseEventStore,
} from '../plugins/audit-log-backend/src/store';
import { BenchDatabase, createPostgres, createSqlite } from './databases';
import { makeEvents } from './events';
import { appendAll, quantile, timeMs } from './measure';

/** What retention must never make an append wait for. */
const LIMIT_MS = 200;
const PAUSE_MS = 10;
const PER_APPEND = 5;
const QUIET_APPENDS = 200;

/**
 * How long appends take while retention removes every event of a log, next to
 * how long they take without it. All in one process, as in a backend.
 */
export async function benchRetention(options: { rows: number }): Promise<void> {
  await purge('PostgreSQL', createPostgres, options);
  await purge('SQLite', createSqlite, options);
}

async function purge(
  name: string,
  create: () => Promise<BenchDatabase>,
  { rows }: { rows: number },
): Promise<void> {
  const { knex, drop } = await create();
  const end = Date.now() - 40 * 86_400_000;
  const store = await DatabaseEventStore.create({ knex });
  await appendAll(
    store,
    makeEvents({ count: rows, days: 60, end, seed: 1 }),
    1000,
  );
  const fresh = makeEvents({
    count: 1_000_000,
    days: 1,
    end: Date.now(),
    seed: 2,
  });

  const quiet: number[] = [];
  while (quiet.length < QUIET_APPENDS) {
    quiet.push(await appendOne(store, fresh));
  }

  const busy: number[] = [];
  const done = new AbortController();
  const appending = (async () => {
    while (!done.signal.aborted) {
      busy.push(await appendOne(store, fresh));
    }
  })();
  let removed = 0;
  const ms = await timeMs(async () => {
    ({ removed } = await removeInBatches({
      pruner: new DatabaseEventPruner({ knex }),
      startedBefore: end,
      where: async () => [],
      signal: done.signal,
      mayGoOn: async () => true,
    }));
  });
  done.abort();
  await appending;
  await drop();

  const worst = Math.max(...busy);
  console.log(
    `${name}: ${removed} events removed in ${(ms / 1000).toFixed(
      1,
    )} s (${Math.round((removed / ms) * 1000)}/s)`,
  );
  console.log(`  appends without it:  ${figures(quiet)}`);
  console.log(`  appends meanwhile:   ${figures(busy)}`);
  console.log(
    `  ${worst <= LIMIT_MS ? 'within' : 'NOT within'} ${LIMIT_MS} ms`,
  );
}

/** Milliseconds that a small batch takes, after a pause. */
async function appendOne(
  store: DatabaseEventStore,
  events: ReturnType<typeof makeEvents>,
): Promise<number> {
  const batch = Array.from({ length: PER_APPEND }, () => events.next().value!);
  await setTimeout(PAUSE_MS);
  const start = performance.now();
  await store.append(batch);
  return performance.now() - start;
}

function figures(values: number[]): string {
  const [half, most] = [0.5, 0.99].map(part => quantile(values, part));
  return `${values.length} × ${PER_APPEND} events, p50 ${half.toFixed(
    1,
  )} ms, p99 ${most.toFixed(1)} ms, longest ${Math.max(...values).toFixed(
    1,
  )} ms`;
}

import {
  DatabaseEventStore,
  EventPredicate,
  ListEventsOptions,
} from '../plugins/audit-log-backend/src/store';
import { createPostgres, createSqlite } from './databases';
import { makeEvents } from './events';
import { appendAll, quantile, timeMs } from './measure';

export interface PagesBenchOptions {
  /** Sizes of the log; the first one is what the others are compared with. */
  sizes: number[];
}

const DAY_MS = 86_400_000;
const DAYS = 90;
const READS = 60;

const equals =
  (column: string, value: string): EventPredicate =>
  query =>
    query.where(`e.${column}`, value);

/** Pages of 100, by what narrows them. */
function reads(end: number): [string, Partial<ListEventsOptions>][] {
  const middle = end - (DAYS / 2) * DAY_MS;
  const day = {
    from: new Date(middle - DAY_MS).toISOString(),
    to: new Date(middle).toISOString(),
  };
  return [
    ['newest', {}],
    ['one day, 45 days ago', day],
    ['one person', { where: [equals('actor_user', 'user:default/person-3')] }],
    [
      'one target',
      { where: [equals('target_ref', 'component:default/svc-3')] },
    ],
    ['failed', { where: [equals('outcome', 'failed')] }],
  ];
}

/** Time to a page of 100 events in logs of different sizes. */
export async function benchPages(options: PagesBenchOptions): Promise<void> {
  for (const [name, create] of [
    ['PostgreSQL', createPostgres],
    ['SQLite', createSqlite],
  ] as const) {
    const smallest = new Map<string, number>();
    for (const size of options.sizes) {
      const end = Date.now();
      const { knex, drop } = await create();
      const store = await DatabaseEventStore.create({ knex });
      const events = makeEvents({ count: size, days: DAYS, end, seed: size });
      await appendAll(store, events, 1000);
      await knex.raw('analyze');
      for (const [what, narrowing] of reads(end)) {
        const times = await timesOf(store, narrowing);
        const p50 = quantile(times, 0.5);
        const base = smallest.get(what) ?? p50;
        smallest.set(what, base);
        console.log(
          `${name}, ${size} rows, ${what}: p50 ${p50.toFixed(
            2,
          )} ms, p95 ${quantile(times, 0.95).toFixed(2)} ms, ${(
            p50 / base
          ).toFixed(1)} × the smallest`,
        );
      }
      await drop();
    }
  }
}

async function timesOf(
  store: DatabaseEventStore,
  narrowing: Partial<ListEventsOptions>,
): Promise<number[]> {
  const page: ListEventsOptions = {
    where: [],
    order: 'desc',
    limit: 100,
    ...narrowing,
  };
  const times: number[] = [];
  for (let i = 0; i < READS; i++) {
    times.push(await timeMs(() => store.list(page)));
  }
  return times;
}

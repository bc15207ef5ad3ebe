import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { BenchDatabase, openPostgres, openSqlite } from './databases';
import { makeEvents } from './events';
import { appendAll, timeMs } from './measure';

const DAYS = 90;
const BATCH = 2_000;
const REPORT_EVERY = 500_000;
const DAY_MS = 86_400_000;

export type BenchClient = 'postgres' | 'sqlite';

/**
 * A log of so many events over 90 days, appended through the store; made on
 * the first call and found again afterwards.
 */
export async function openFilledLog(
  client: BenchClient,
  rows: number,
): Promise<BenchDatabase> {
  const name = `audit_log_bench_${rows}`;
  const database = await (client === 'postgres'
    ? openPostgres(name)
    : openSqlite(join(tmpdir(), name)));
  const store = await DatabaseEventStore.create({ knex: database.knex });
  const filled = Number((await store.completeTo()).sequence);
  if (filled < rows) {
    const count = rows - filled;
    const ms = await timeMs(() =>
      appendAll(store, reported(eventsOf(count)), BATCH),
    );
    await database.knex.raw(
      client === 'postgres' ? 'vacuum analyze' : 'analyze',
    );
    console.log(
      `${client}: appended ${count} events, ${Math.round(
        (count / ms) * 1000,
      )}/s`,
    );
  }
  return database;
}

/** Says how fast it goes on as the log grows. */
function* reported(events: Iterable<RecordedEvent>): Generator<RecordedEvent> {
  let made = 0;
  let since = performance.now();
  for (const event of events) {
    made += 1;
    if (made % REPORT_EVERY === 0) {
      const ms = performance.now() - since;
      console.log(
        `  ${made} events, the last ${REPORT_EVERY} at ${Math.round(
          (REPORT_EVERY / ms) * 1000,
        )}/s`,
      );
      since = performance.now();
    }
    yield event;
  }
}

function eventsOf(count: number): Generator<RecordedEvent> {
  const end = Math.floor(Date.now() / DAY_MS) * DAY_MS;
  return makeEvents({ count, days: DAYS, end, seed: 7 });
}

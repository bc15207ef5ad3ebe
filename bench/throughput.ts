import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { Baseline, copyRows, insertRows, percent } from './append';
import { operation, ourAuditor } from './auditors';
import { BenchDatabase, createPostgres, createSqlite } from './databases';
import { median, timeMs } from './measure';

/** Operations under way at once. */
const CONCURRENCY = 200;

/**
 * Operations per second from `createEvent` until every one is committed and
 * readable, next to the same rows written bare into the same table: on
 * PostgreSQL by COPY in batches of 1,000, on SQLite in one transaction.
 */
export async function benchThroughput(options: {
  operations: number;
  runs: number;
}): Promise<void> {
  const { operations, runs } = options;
  const compared: [string, () => Promise<BenchDatabase>, Baseline, number][] = [
    ['PostgreSQL', createPostgres, copyRows, 1_000],
    ['SQLite', createSqlite, insertRows, operations],
  ];
  for (const [name, create, baseline, perTransaction] of compared) {
    const ratios: number[] = [];
    // The first run warms up.
    for (let run = 0; run <= runs; run += 1) {
      const log = await create();
      const auditedMs = await timeMs(() => record(log, operations));
      const bare = await create();
      const bareMs = await baseline(log.knex, bare.knex, perTransaction);
      await bare.drop();
      await log.drop();
      if (run > 0) {
        ratios.push(bareMs / auditedMs);
        const perSecond = (ms: number) => Math.round((operations / ms) * 1000);
        console.log(
          `${name} run ${run}: ${perSecond(
            auditedMs,
          )} operations/s, bare rows ${perSecond(bareMs)}/s`,
        );
      }
    }
    console.log(
      `${name}: createEvent to readable at ${percent(
        median(ratios),
      )} of bare rows (median of ${runs})`,
    );
  }
}

async function record(log: BenchDatabase, operations: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-bench-'));
  const store = await DatabaseEventStore.create({ knex: log.knex });
  const { auditor, recorder, stop } = ourAuditor(folder);
  recorder.attach(store);
  recorder.learn({ recording: 'on' });
  let left = operations;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const event = await auditor.createEvent(operation('low'));
      await event.success();
      await nextTurn();
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  await recorder.flush();
  const { sequence } = await store.completeTo();
  stop();
  rmSync(folder, { recursive: true, force: true });
  if (Number(sequence) !== operations) {
    throw new Error(`Only ${sequence} of ${operations} are readable`);
  }
}

import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { Knex } from 'knex';
import { CopyStreamQuery, from, to } from 'pg-copy-streams';
import {
  DatabaseEventStore,
  EVENTS_TABLE,
} from '../plugins/audit-log-backend/src/store';
import { BenchDatabase, createPostgres, createSqlite } from './databases';
import { makeEvents } from './events';
import { appendAll, median, timeMs } from './measure';

export interface AppendBenchOptions {
  rows: number;
  runs: number;
  batchSize: number;
}

/**
 * Appended events per second, next to what the database takes when the same
 * rows, made beforehand, are written into the same table with the same
 * indexes: on PostgreSQL by COPY, on SQLite by prepared inserts.
 */
export async function benchAppend(options: AppendBenchOptions): Promise<void> {
  await compare('PostgreSQL', options, createPostgres, copyRows);
  await compare('SQLite', options, createSqlite, insertRows);
}

/** Writes prepared rows, `perTransaction` of them at a time. */
export type Baseline = (
  source: Knex,
  target: Knex,
  perTransaction: number,
) => Promise<number>;

async function compare(
  name: string,
  options: AppendBenchOptions,
  create: () => Promise<BenchDatabase>,
  baseline: Baseline,
): Promise<void> {
  const { rows, runs, batchSize } = options;
  await warmUp(create, options);
  const ratios: number[] = [];
  const ratiosToOne: number[] = [];
  for (let run = 1; run <= runs; run++) {
    const events = [
      ...makeEvents({ count: rows, days: 1, end: Date.now(), seed: run }),
    ];
    const log = await create();
    const store = await DatabaseEventStore.create({ knex: log.knex });
    const cpu = process.cpuUsage();
    const appendMs = await timeMs(() => appendAll(store, events, batchSize));
    const { user, system } = process.cpuUsage(cpu);

    const batches = await create();
    const batchesMs = await baseline(log.knex, batches.knex, batchSize);
    await batches.drop();
    const one = await create();
    const oneMs = await baseline(log.knex, one.knex, rows);
    await one.drop();
    await log.drop();

    ratios.push(batchesMs / appendMs);
    ratiosToOne.push(oneMs / appendMs);
    const perSecond = (ms: number) => Math.round((rows / ms) * 1000);
    console.log(
      `${name} run ${run}: append ${perSecond(appendMs)}/s (${(
        (user + system) /
        rows
      ).toFixed(1)} µs CPU per event), bare rows ${perSecond(
        batchesMs,
      )}/s in batches, ${perSecond(oneMs)}/s in one transaction`,
    );
  }
  console.log(
    `${name}: append at ${percent(
      median(ratios),
    )} of bare rows in batches of ${batchSize}, ${percent(
      median(ratiosToOne),
    )} of bare rows in one transaction (median of ${runs})`,
  );
}

/** Lets the compiler see the code before it is measured. */
async function warmUp(
  create: () => Promise<BenchDatabase>,
  { batchSize }: AppendBenchOptions,
): Promise<void> {
  const { knex, drop } = await create();
  const store = await DatabaseEventStore.create({ knex });
  const events = makeEvents({ count: 10_000, days: 1, end: 0, seed: 0 });
  await appendAll(store, events, batchSize);
  await drop();
}

export function percent(ratio: number): string {
  return `${Math.round(ratio * 100)} %`;
}

/** What is used of a client of the `pg` package. */
interface CopyClient {
  query<T>(stream: T): T;
}

/** By COPY, on PostgreSQL. */
export const copyRows: Baseline = async (source, target, perTransaction) => {
  const batches = await textBatches(source, perTransaction);
  const client: CopyClient = await target.client.acquireConnection();
  const ms = await timeMs(async () => {
    for (const batch of batches) {
      const stream: CopyStreamQuery = client.query(
        from(`copy ${EVENTS_TABLE} from stdin`),
      );
      stream.end(batch);
      await finished(stream);
    }
  });
  await target.client.releaseConnection(client);
  return ms;
};

/** The rows of the log in the text format of COPY. */
async function textBatches(source: Knex, size: number): Promise<Buffer[]> {
  const client: CopyClient = await source.client.acquireConnection();
  const stream = client.query(
    to(`copy (select * from ${EVENTS_TABLE} order by sequence) to stdout`),
  );
  const chunks: Buffer[] = [];
  stream.on('data', chunk => chunks.push(chunk));
  await once(stream, 'end');
  await source.client.releaseConnection(client);
  const lines = Buffer.concat(chunks).toString().trimEnd().split('\n');
  const batches: Buffer[] = [];
  for (let i = 0; i < lines.length; i += size) {
    batches.push(Buffer.from(`${lines.slice(i, i + size).join('\n')}\n`));
  }
  return batches;
}

/** What is used of better-sqlite3. */
interface SqliteConnection {
  prepare(sql: string): { run(...values: unknown[]): void };
  transaction(work: () => void): () => void;
}

/** By prepared inserts, on SQLite. */
export const insertRows: Baseline = async (source, target, perTransaction) => {
  const rows: object[] = await source(EVENTS_TABLE).orderBy('sequence');
  const names = Object.keys(rows[0]);
  const values = rows.map(row => Object.values(row));
  const connection: SqliteConnection = await target.client.acquireConnection();
  const insert = connection.prepare(
    `insert into ${EVENTS_TABLE} (${names.join(', ')})
     values (${names.map(() => '?').join(', ')})`,
  );
  const ms = await timeMs(async () => {
    for (let i = 0; i < values.length; i += perTransaction) {
      connection.transaction(() => {
        for (const row of values.slice(i, i + perTransaction)) {
          insert.run(...row);
        }
      })();
    }
  });
  await target.client.releaseConnection(connection);
  return ms;
};

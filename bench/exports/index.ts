import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { GZIP_LEVEL } from '../../plugins/audit-log-backend/src/exports';
import { DatabaseEventStore } from '../../plugins/audit-log-backend/src/store';
import { createPostgres } from '../databases';
import { makeEvents } from '../events';
import { openFilledLog } from '../filledLog';
import { median } from '../measure';
import { S3Facts, startS3 } from '../s3Server';
import { connectionOf, createBucket, exportOnce, outputs } from './exportOnce';
import { ExportJob } from './exportProcess';
import { megabytes, perSecond, percent } from './words';

/** How long appends are measured, each way. */
const APPEND_MS = 15_000;

/**
 * Exports to S3 next to `psql -c "COPY …" | gzip` of the same events, at the
 * same level of compression, and what an export does to appends.
 */
export async function benchExports(options: {
  rows: number;
  runs: number;
  /** Only formats, and `appends`, that match this regular expression. */
  only: string;
}): Promise<void> {
  const { rows, runs } = options;
  const only = new RegExp(options.only);
  const wanted = outputs.filter(({ format }) => only.test(format));
  const log = await openFilledLog('postgres', rows);
  const database: ExportJob['database'] = log.knex.client.connectionSettings;
  const { facts, child: server } = await startS3();
  try {
    await createBucket(facts);
    const ratios = new Map(
      wanted.map(({ format }) => [format, [] as number[]]),
    );
    for (let run = 1; run <= runs; run++) {
      for (const output of wanted) {
        const before = await copyMs(database);
        const figures = await exportOnce({
          database,
          output,
          rows,
          key: `${run}-${rows}.${output.format}`,
          connection: connectionOf(facts),
        });
        const after = await copyMs(database);
        const ratio = (before + after) / 2 / figures.ms;
        ratios.get(output.format)!.push(ratio);
        console.log(
          `${output.format} run ${run}: ${perSecond(rows, figures.ms)}, ${(
            figures.cpuMs / figures.ms
          ).toFixed(2)} CPUs, ${megabytes(
            figures.bytes,
          )} written, peak ${megabytes(figures.peakBytes)} (${megabytes(
            figures.idleBytes,
          )} before); COPY | gzip ${perSecond(
            rows,
            before,
          )} before, ${perSecond(rows, after)} after`,
        );
      }
    }
    for (const [format, found] of ratios) {
      console.log(
        `${format}: ${percent(
          median(found),
        )} of COPY | gzip (median of ${runs})`,
      );
    }
    if (only.test('appends')) {
      await benchAppends({ database, rows, facts, runs });
    }
  } finally {
    server.stdin?.end();
    await once(server, 'exit');
    await log.close();
  }
}

/** Milliseconds of `psql -c "COPY …" | gzip`. */
async function copyMs(database: ExportJob['database']): Promise<number> {
  const start = performance.now();
  const shell = spawn(
    'bash',
    [
      ...['-o', 'pipefail', '-c'],
      `psql -c 'COPY audit_log_events TO STDOUT' | gzip -${GZIP_LEVEL} > /dev/null`,
    ],
    {
      stdio: 'inherit',
      env: {
        ...process.env,
        PGHOST: database.host,
        PGPORT: database.port,
        PGUSER: database.user,
        PGPASSWORD: database.password,
        PGDATABASE: database.database,
      },
    },
  );
  const [code] = await once(shell, 'exit');
  if (code !== 0) {
    throw new Error(`psql ended with ${code}`);
  }
  return performance.now() - start;
}

/** Appends as fast as they go, alone and while another process exports. */
async function benchAppends(options: {
  database: ExportJob['database'];
  rows: number;
  facts: S3Facts;
  runs: number;
}): Promise<void> {
  const { database, rows, facts, runs } = options;
  const target = await createPostgres();
  const store = await DatabaseEventStore.create({ knex: target.knex });
  let seed = 1;
  const rate = async (isOver: () => boolean) => {
    const start = performance.now();
    let count = 0;
    while (!isOver()) {
      const batch = makeEvents({ count: 500, days: 1, end: 0, seed: seed++ });
      await store.append([...batch]);
      count += 500;
    }
    return (count / (performance.now() - start)) * 1000;
  };
  const forAWhile = () => {
    const end = performance.now() + APPEND_MS;
    return rate(() => performance.now() > end);
  };
  await forAWhile();
  const ratios: number[] = [];
  for (let run = 1; run <= runs; run++) {
    const before = await forAWhile();
    let isOver = false;
    const exporting = exportOnce({
      database,
      output: outputs[0],
      rows,
      key: `appends-${run}.jsonl`,
      connection: connectionOf(facts),
    }).finally(() => {
      isOver = true;
    });
    const during = await rate(() => isOver);
    await exporting;
    const after = await forAWhile();
    ratios.push((2 * during) / (before + after));
    console.log(
      `appends run ${run}: ${Math.round(before)}/s before, ${Math.round(
        during,
      )}/s during an export, ${Math.round(after)}/s after`,
    );
  }
  console.log(
    `appends keep ${percent(
      median(ratios),
    )} during an export (median of ${runs})`,
  );
  await target.drop();
}

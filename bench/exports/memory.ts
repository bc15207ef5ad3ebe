import { once } from 'node:events';
import { openFilledLog } from '../filledLog';
import { startS3 } from '../s3Server';
import { connectionOf, createBucket, exportOnce, outputs } from './exportOnce';
import { megabytes, perSecond } from './words';

/** Old space of V8 in MB: V8 grows into what it may have, needed or not. */
const LIMITS = [96, undefined];

/**
 * Memory of exports of several sizes, with little heap and with V8's default:
 * what needs memory by the row would die of the first.
 */
export async function benchExportMemory(options: {
  sizes: number[];
  only: string;
}): Promise<void> {
  const { sizes } = options;
  const only = new RegExp(options.only);
  const log = await openFilledLog('postgres', Math.max(...sizes));
  const { facts, child: server } = await startS3();
  try {
    await createBucket(facts);
    for (const output of outputs.filter(({ format }) => only.test(format))) {
      for (const heapMb of LIMITS) {
        for (const rows of sizes) {
          const figures = await exportOnce(
            {
              database: log.knex.client.connectionSettings,
              output,
              rows,
              key: `${heapMb ?? 'default'}-${rows}.${output.format}`,
              connection: connectionOf(facts),
            },
            heapMb,
          );
          console.log(
            `${output.format}, ${rows} rows, old space ${
              heapMb ? `of ${heapMb} MB` : 'by default'
            }: peak ${megabytes(figures.peakBytes)} (${megabytes(
              figures.idleBytes,
            )} before), ${perSecond(rows, figures.ms)}`,
          );
        }
      }
    }
  } finally {
    server.stdin?.end();
    await once(server, 'exit');
    await log.close();
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';
import { operation, ourAuditor } from './auditors';
import { createPostgres } from './databases';

const CONCURRENCY = 20;
/** How often memory is looked at during each part. */
const LOOKS = 6;

setFlagsFromString('--expose_gc');
const collect: () => void = runInNewContext('gc');

/** After a forced collection, in MB. */
function memoryMb() {
  collect();
  const { rss, heapUsed } = process.memoryUsage();
  const mb = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return { rss: mb(rss), heap: mb(heapUsed) };
}

/**
 * Memory of a process under an hour's worth of operations, one after the other
 * as fast as they go: with a database, and while it is away.
 */
export async function benchMemory(options: {
  operations: number;
}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-bench-'));
  const database = await createPostgres();
  const store = await DatabaseEventStore.create({ knex: database.knex });
  const { auditor, recorder, stop } = ourAuditor(folder);
  const away = {
    append: async () => {
      throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    },
  };
  const load = async (count: number) => {
    let left = count;
    const work = async () => {
      while (left > 0) {
        left -= 1;
        const event = await auditor.createEvent(operation('low'));
        await event.success();
        await nextTurn();
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, work));
  };
  recorder.learn({ recording: 'on' });
  for (const [name, sink] of [
    ['with its database', store],
    ['while its database is away', away],
    ['with its database again', store],
  ] as const) {
    recorder.attach(sink);
    for (let look = 0; look < LOOKS; look += 1) {
      await load(options.operations / LOOKS);
      if (sink === store) {
        await recorder.flush();
      }
      const { rss, heap } = memoryMb();
      const { journal, queued, dropped } = recorder.status();
      console.log(
        `${name}, ${Math.round(
          (options.operations / LOOKS) * (look + 1),
        )} operations: ${rss} MB resident, ${heap} MB of heap, ${queued} queued, ${dropped} dropped, journal ${Math.round(
          (journal?.bytes ?? 0) / 1024 / 1024,
        )} MB`,
      );
    }
  }
  stop();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
}

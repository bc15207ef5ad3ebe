import { setImmediate } from 'node:timers/promises';
import { EventPredicate, EventPruner, PrunePlace } from '../store';
import { RemovedEvents } from './types';

/**
 * Rows that one transaction removes. On SQLite an append waits for it, so it
 * has to be short.
 */
const BATCH_ROWS = 500;

export interface RemoveOptions {
  pruner: EventPruner;
  /** Asked before each batch, since events may be put on hold meanwhile. */
  where: () => Promise<EventPredicate[]>;
  /** Milliseconds since 1970, exclusive. */
  startedBefore?: number;
  signal: AbortSignal;
  /** Asked before each batch; false ends the removal. */
  mayGoOn: () => Promise<boolean>;
}

/** Removes everything that matches, oldest first, a batch at a time. */
export async function removeInBatches(
  options: RemoveOptions,
): Promise<RemovedEvents> {
  const { pruner, where, startedBefore, signal, mayGoOn } = options;
  let removed = 0;
  let first = Infinity;
  let last = -Infinity;
  let after: PrunePlace | undefined;
  do {
    if (signal.aborted || !(await mayGoOn())) {
      break;
    }
    const batch = await pruner.prune({
      where: await where(),
      limit: BATCH_ROWS,
      startedBefore,
      after,
    });
    if (batch.removed > 0) {
      removed += batch.removed;
      first = Math.min(first, Number(batch.firstSequence));
      last = Math.max(last, Number(batch.lastSequence));
    }
    after = batch.last;
    // Lets what waits for the database have its turn.
    await setImmediate();
  } while (after);
  return {
    removed,
    firstSequence: removed > 0 ? String(first) : null,
    lastSequence: removed > 0 ? String(last) : null,
  };
}

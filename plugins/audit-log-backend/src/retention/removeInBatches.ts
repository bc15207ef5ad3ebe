import { setImmediate } from 'node:timers/promises';
import { EventPredicate, EventStore } from '../store';
import { RemovedEvents } from './types';

/** Rows that one transaction removes. An append waits for it: it must be short. */
const BATCH_ROWS = 500;

export interface RemoveOptions {
  store: Pick<EventStore, 'prune'>;
  where: EventPredicate[];
  /** Inclusive; later events stay. */
  toSequence: string;
  signal: AbortSignal;
  /** Asked before each batch; false ends the removal. */
  mayGoOn: () => Promise<boolean>;
}

/** Removes everything that matches, oldest first, a batch at a time. */
export async function removeInBatches(
  options: RemoveOptions,
): Promise<RemovedEvents> {
  const { store, where, toSequence, signal, mayGoOn } = options;
  let removed = 0;
  let last = '0';
  while (!signal.aborted && (await mayGoOn())) {
    const from = last;
    const batch = await store.prune({
      where: [
        ...where,
        query => {
          query.where('e.sequence', '>', from);
        },
      ],
      toSequence,
      limit: BATCH_ROWS,
    });
    if (batch.lastSequence === null) {
      break;
    }
    removed += batch.removed;
    last = batch.lastSequence;
    // Lets what waits for the database have its turn.
    await setImmediate();
  }
  return { removed, lastSequence: removed > 0 ? last : null };
}

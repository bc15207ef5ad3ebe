import { performance } from 'node:perf_hooks';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { DatabaseEventStore } from '../plugins/audit-log-backend/src/store';

/** Milliseconds that a piece of work takes. */
export async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The middle one; of an even number the lower of the two. */
export function median(values: number[]): number {
  return quantile(values, 0.5);
}

/** The value that the given part of all values does not exceed. */
export function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)];
}

/** Appends in batches, with one being prepared while another is written. */
export async function appendAll(
  store: DatabaseEventStore,
  events: Iterable<RecordedEvent>,
  batchSize: number,
): Promise<void> {
  let previous: Promise<unknown> = Promise.resolve();
  let batch: RecordedEvent[] = [];
  for (const event of events) {
    batch.push(event);
    if (batch.length === batchSize) {
      const current = store.append(batch);
      current.catch(() => {});
      await previous;
      previous = current;
      batch = [];
    }
  }
  await previous;
  await store.append(batch);
}

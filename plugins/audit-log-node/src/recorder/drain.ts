import { OpenOperations } from './OpenOperations';
import { delay } from '../timing';

/** How often it is looked whether operations have ended. */
const POLL_MS = 25;

/**
 * Waits for the operations that are open now to end, records those that don't
 * as `unknown`, and flushes. Operations that begin meanwhile are not waited
 * for: a portal that is still asked things would never end.
 */
export async function drain(options: {
  operations: OpenOperations;
  flush(): Promise<void>;
  /** For operations to end. */
  graceMs: number;
  /** For the rest to be appended. */
  drainMs: number;
}): Promise<void> {
  const { operations, flush, graceMs, drainMs } = options;
  const open = operations.ids();
  const young = operations.youngIds();
  for (
    let ms = 0;
    ms < graceMs && young.some(id => operations.has(id));
    ms += POLL_MS
  ) {
    await delay(POLL_MS);
  }
  const appended = operations.abandon(open).then(flush);
  await Promise.race([appended, delay(drainMs)]);
}

import { within } from './within';

/** How long stopping waits for what is under way, at most. */
const STOP_MS = 5_000;

/**
 * Resolves when the work has ended, or after 5 s: what is given up by then must
 * be such that any replica can repeat it. Whether it failed is nobody's.
 */
export async function untilStopped(work: Promise<unknown>): Promise<void> {
  await within(work, { limitMs: STOP_MS, onLimit: '' }).catch(() => {});
}

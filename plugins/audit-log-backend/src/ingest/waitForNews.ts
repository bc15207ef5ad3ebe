import { setTimeout as delay } from 'node:timers/promises';

/** How long a backend may wait for an answer, in milliseconds. */
const LONGEST_MS = 10_000;

/** How often it is looked for something new. */
const LOOK_EVERY_MS = 50;

/**
 * Resolves when the version is another one than the known one, or after a
 * while: a backend that records nothing hears so at once that it is to.
 */
export async function waitForNews(options: {
  known: string;
  read: () => Promise<string>;
  /** Aborted when the backend shuts down. */
  signal: AbortSignal;
  longestMs?: number;
}): Promise<void> {
  const { known, read, signal, longestMs = LONGEST_MS } = options;
  const deadline = performance.now() + longestMs;
  while (!signal.aborted && performance.now() < deadline) {
    if ((await read()) !== known) {
      return;
    }
    await delay(LOOK_EVERY_MS);
  }
}

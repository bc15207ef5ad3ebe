import { setTimeout } from 'node:timers/promises';
import { toError } from '@backstage/errors';

const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Does something until it succeeds once, with pauses that become longer up to a
 * minute. Resolves to undefined where it was stopped before.
 *
 * @param options.onFailure - told the message of each failure that differs
 * from the one before it
 */
export async function keepTrying<T>(options: {
  attempt: () => Promise<T>;
  onFailure: (message: string) => void;
  signal: AbortSignal;
  firstPauseMs?: number;
}): Promise<T | undefined> {
  const { attempt, onFailure, signal } = options;
  let pauseMs = options.firstPauseMs ?? FIRST_PAUSE_MS;
  let told: string | undefined;
  while (!signal.aborted) {
    try {
      return await attempt();
    } catch (error) {
      const { message } = toError(error);
      if (message !== told) {
        onFailure(message);
        told = message;
      }
    }
    try {
      await setTimeout(pauseMs, undefined, { signal, ref: false });
    } catch {
      // Stopped.
    }
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
  }
  return undefined;
}

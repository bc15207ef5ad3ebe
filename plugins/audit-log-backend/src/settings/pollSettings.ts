import { setTimeout } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';

export interface PollOptions {
  tick: () => Promise<void>;
  intervalMs: number;
  /** What can't be done while it fails, as the log says it. */
  failure?: string;
  signal: AbortSignal;
  logger: LoggerService;
}

/**
 * Calls `tick` again and again until aborted, never two at once. A failing
 * tick is logged once until one succeeds: the next one tries again.
 */
export async function pollSettings(options: PollOptions): Promise<void> {
  const {
    tick,
    intervalMs,
    failure = "The settings of the audit log can't be followed",
    signal,
    logger,
  } = options;
  let failing = false;
  while (!signal.aborted) {
    try {
      await tick();
      failing = false;
    } catch (error) {
      if (!failing) {
        logger.warn(`${failure}: ${error}`);
      }
      failing = true;
    }
    await pause(intervalMs, signal);
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal, ref: false });
  } catch {
    // Aborted: the loop ends.
  }
}

import { setTimeout } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';

/** How long stopping waits for what is under way, at most. */
const STOP_MS = 10_000;

export interface PollOptions {
  tick: () => Promise<void>;
  intervalMs: number;
  /** What can't be done while it fails, as the log says it. */
  failure: string;
}

/** What a replica does again and again until it stops. */
export class Polls {
  readonly #logger: LoggerService;
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(options: { logger: LoggerService }) {
    this.#logger = options.logger;
  }

  /** Aborts when stopping begins. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /**
   * Calls `tick` again and again, never two at once. A failing tick is logged
   * once until one succeeds: the next one tries again.
   */
  start(options: PollOptions): void {
    this.#loops.push(this.#loop(options));
  }

  /**
   * Resolves when no tick is under way any more, so that none asks a database
   * that is closed afterwards.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    const patience = new AbortController();
    await Promise.race([
      Promise.all(this.#loops),
      pause(STOP_MS, patience.signal),
    ]);
    patience.abort();
  }

  async #loop({ tick, intervalMs, failure }: PollOptions): Promise<void> {
    let failing = false;
    while (!this.signal.aborted) {
      try {
        await tick();
        failing = false;
      } catch (error) {
        if (!failing) {
          this.#logger.warn(`${failure}: ${error}`);
        }
        failing = true;
      }
      await pause(intervalMs, this.signal);
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal, ref: false });
  } catch {
    // Aborted: there is no need to wait any longer.
  }
}

import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { Tick, TickHealth } from './types';
import { untilStopped } from './untilStopped';
import { LimitError, within } from './within';

/** Ticks of one kind that may be left hanging before none begins any more. */
const MOST_HANGING = 3;

/**
 * Does each of many things again and again, and none of them waits for
 * another: each has a loop, a time limit and a health of its own.
 *
 * @remarks
 * A tick that doesn't end in time is given up and told, and the next one
 * begins, since whatever it waits for may never come. One that doesn't heed its
 * signal goes on beside it; so ticks MUST be such that several replicas could
 * do them at once. Those that hang are counted, so that they can't use up the
 * process.
 */
export class Ticks {
  readonly #logger: LoggerService;
  readonly #health: TickHealth;
  readonly #stopping = new AbortController();
  readonly #loops: Promise<void>[] = [];

  constructor(options: { logger: LoggerService; health: TickHealth }) {
    this.#logger = options.logger;
    this.#health = options.health;
  }

  /** Aborts when stopping begins. */
  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  start(tick: Tick): void {
    this.#loops.push(this.#loop(tick));
  }

  /**
   * Resolves when nothing that was not given up is under way any more, so that
   * none asks a database that is closed afterwards; after 5 s in any case.
   */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await untilStopped(Promise.all(this.#loops));
  }

  async #loop(tick: Tick): Promise<void> {
    const hanging = new Set<Promise<void>>();
    let isFailing = false;
    while (!this.signal.aborted) {
      if (hanging.size < MOST_HANGING) {
        const failure = await this.#once(tick, hanging);
        if (this.signal.aborted) {
          return;
        }
        this.#tell(tick, failure, isFailing);
        isFailing = failure !== undefined;
      }
      await pause(tick.intervalMs, this.signal);
    }
  }

  /** Why it failed; undefined where it succeeded. */
  async #once(
    tick: Tick,
    hanging: Set<Promise<void>>,
  ): Promise<string | undefined> {
    const givenUp = new AbortController();
    const signal = AbortSignal.any([this.signal, givenUp.signal]);
    const work = (async () => tick.run(signal))();
    try {
      await within(work, {
        limitMs: tick.limitMs,
        onLimit: `it did not end within ${tick.limitMs / 1000} s`,
      });
      return undefined;
    } catch (error) {
      if (error instanceof LimitError) {
        const settled: Promise<void> = work
          .catch(() => {})
          .finally(() => hanging.delete(settled));
        hanging.add(settled);
        givenUp.abort(error);
      }
      return toError(error).message;
    }
  }

  /** Logged when it begins to fail and when it works again, not in between. */
  #tell(tick: Tick, failure: string | undefined, wasFailing: boolean): void {
    if (failure === undefined) {
      this.#health.set(tick.name, undefined);
      if (wasFailing) {
        this.#logger.info(`${tick.name} works again`);
      }
      return;
    }
    const problem = `${tick.name} fails, and is tried again: ${failure}`;
    this.#health.set(tick.name, problem);
    if (!wasFailing) {
      this.#logger.warn(problem);
    }
  }
}

/** Resolves after a time, or when the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(end, ms);
    timer.unref?.();
    signal.addEventListener('abort', end, { once: true });
    function end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    }
  });
}

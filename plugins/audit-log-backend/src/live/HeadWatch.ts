import { CompleteTo } from 'backstage-plugin-audit-log-common';

export interface HeadWatchOptions {
  readHead: () => Promise<CompleteTo>;
  /** How often the head is looked at while somebody waits. */
  pollMs: number;
}

interface Waiter {
  /** Sequence as a number; the head is always safe as one. */
  after: number;
  resolve: (head: CompleteTo | undefined) => void;
}

/**
 * Waits for the log to grow. However many wait, one of them reads the head at
 * a time; nothing is read while nobody waits.
 */
export class HeadWatch {
  readonly #options: HeadWatchOptions;
  readonly #waiters = new Set<Waiter>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: HeadWatchOptions) {
    this.#options = options;
  }

  /**
   * Resolves with the head as soon as it is after `after`, or with undefined
   * after `waitMs` and when `signal` is aborted.
   */
  next(options: {
    after: string;
    waitMs: number;
    signal: AbortSignal;
  }): Promise<CompleteTo | undefined> {
    const { after, waitMs, signal } = options;
    if (signal.aborted || waitMs <= 0) {
      return Promise.resolve(undefined);
    }
    return new Promise(resolve => {
      const waiter: Waiter = { after: Number(after), resolve: () => {} };
      const stop = () => waiter.resolve(undefined);
      const timer = setTimeout(stop, waitMs);
      waiter.resolve = head => {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
        this.#waiters.delete(waiter);
        resolve(head);
      };
      signal.addEventListener('abort', stop);
      this.#waiters.add(waiter);
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#timer === undefined && this.#waiters.size > 0) {
      this.#timer = setTimeout(() => this.#look(), this.#options.pollMs);
    }
  }

  async #look(): Promise<void> {
    try {
      const head = await this.#options.readHead();
      for (const waiter of [...this.#waiters]) {
        if (Number(head.sequence) > waiter.after) {
          waiter.resolve(head);
        }
      }
    } catch {
      // The database is away: those who wait look again.
    }
    this.#timer = undefined;
    this.#schedule();
  }
}

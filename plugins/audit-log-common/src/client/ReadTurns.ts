/** One fewer than a caller may have by default, so that another tab finds room. */
const MOST_AT_ONCE = 3;

interface Waiting {
  begin: () => void;
}

/**
 * Lets a few reads of an app go out at once, and the others in their order,
 * because the backend refuses those of one person that are too many.
 *
 * @remarks
 * Hand the same one to all clients of an app.
 *
 * @public
 */
export class ReadTurns {
  readonly #most: number;
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  constructor(options: { atOnce?: number } = {}) {
    this.#most = options.atOnce ?? MOST_AT_ONCE;
  }

  /** Rejects where `signal` is aborted before it is its turn. */
  async run<T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#running -= 1;
      const [next] = this.#waiting;
      next?.begin();
    }
  }

  #turn(signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    if (this.#running < this.#most) {
      this.#running += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = { begin: () => {} };
      const leave = () => {
        this.#waiting.delete(waiting);
        reject(signal!.reason);
      };
      waiting.begin = () => {
        this.#waiting.delete(waiting);
        signal?.removeEventListener('abort', leave);
        this.#running += 1;
        resolve();
      };
      this.#waiting.add(waiting);
      signal?.addEventListener('abort', leave, { once: true });
    });
  }
}

import { LimitedUse } from 'backstage-plugin-audit-log-common';
import { TooManyAtOnceError } from './TooManyAtOnceError';

/** How each use is called, and how soon one of them may have ended. */
const uses: Record<
  LimitedUse,
  { key: string; what: string; retryAfterSeconds: number }
> = {
  read: { key: 'reads', what: 'reads', retryAfterSeconds: 1 },
  liveTail: { key: 'liveTails', what: 'live tails', retryAfterSeconds: 5 },
  download: { key: 'downloads', what: 'downloads', retryAfterSeconds: 5 },
};

/**
 * How much of the log each caller has at once in this process: a user, a
 * service or a token, however many connections they come by.
 */
export class CallerLimits {
  readonly #most: Record<LimitedUse, number>;
  /** Only what is more than nothing. */
  readonly #running = new Map<string, number>();

  constructor(most: Record<LimitedUse, number>) {
    this.#most = most;
  }

  /**
   * Takes one of those that a caller may have, until the function that it
   * returns is called; further calls of that do nothing.
   *
   * @param caller - as a ref
   * @throws TooManyAtOnceError
   */
  take(use: LimitedUse, caller: string): () => void {
    const key = JSON.stringify([use, caller]);
    const running = this.#running.get(key) ?? 0;
    if (running >= this.#most[use]) {
      throw this.#refusal(use);
    }
    this.#running.set(key, running + 1);
    let isEnded = false;
    return () => {
      if (!isEnded) {
        isEnded = true;
        this.#end(key);
      }
    };
  }

  /**
   * Does some work as one of those that a caller may have.
   *
   * @throws TooManyAtOnceError
   */
  async within<T>(
    use: LimitedUse,
    caller: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const end = this.take(use, caller);
    try {
      return await work();
    } finally {
      end();
    }
  }

  #end(key: string): void {
    const left = this.#running.get(key)! - 1;
    if (left > 0) {
      this.#running.set(key, left);
    } else {
      this.#running.delete(key);
    }
  }

  #refusal(use: LimitedUse): TooManyAtOnceError {
    const { key, what, retryAfterSeconds } = uses[use];
    const most = this.#most[use];
    return new TooManyAtOnceError(
      `You have ${most} ${what} of the audit log at once, and more are not answered ('auditLog.query.perCaller.${key}' is ${most}): try again when one has ended`,
      retryAfterSeconds,
    );
  }
}

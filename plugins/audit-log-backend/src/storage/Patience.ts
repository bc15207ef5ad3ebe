import { StorageError } from 'backstage-plugin-audit-log-node';

/** How long a client may take to clean up after it was told to stop. */
const GRACE_MS = 3_000;

export interface PatienceOptions {
  /** How long the storage may keep us waiting in one go. */
  limitMs: number;
  /** What ends the waiting beside the limit. */
  signal?: AbortSignal;
  /** Told when the waiting for the storage begins and ends. */
  onWaiting?: (isWaiting: boolean) => void;
}

/**
 * Waits for a storage, and never for ever: not every client heeds a signal, and
 * a server that accepts a connection need not say anything.
 */
export class Patience {
  readonly #options: PatienceOptions;
  readonly #limit = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;
  /** Aborts where the limit is reached or the caller gives up. */
  readonly signal: AbortSignal;

  constructor(options: PatienceOptions) {
    this.#options = options;
    this.signal = options.signal
      ? AbortSignal.any([options.signal, this.#limit.signal])
      : this.#limit.signal;
  }

  /** The storage has the turn from now on. */
  begin(): void {
    if (this.#isClosed) {
      return;
    }
    const { limitMs, onWaiting } = this.#options;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () =>
        this.#limit.abort(
          new StorageError({
            kind: 'unavailable',
            code: 'TimeoutError',
            message: `The storage did not answer within ${limitMs / 1000} s`,
          }),
        ),
      limitMs,
    );
    this.#timer.unref?.();
    onWaiting?.(true);
  }

  /** We have the turn from now on. */
  end(): void {
    if (this.#isClosed) {
      return;
    }
    clearTimeout(this.#timer);
    this.#options.onWaiting?.(false);
  }

  /** Nothing is waited for any more. */
  close(): void {
    this.end();
    this.#isClosed = true;
  }

  /**
   * What one step comes to. Where the signal aborts, the step has a moment to
   * clean up, and is left alone then.
   *
   * @throws StorageError where the limit was reached.
   */
  async of<T>(step: () => Promise<T>): Promise<T> {
    let forget = () => {};
    const givenUp = new Promise<never>((_, reject) => {
      const onAbort = () => {
        const timer = setTimeout(() => reject(this.signal.reason), GRACE_MS);
        timer.unref?.();
        forget = () => clearTimeout(timer);
      };
      if (this.signal.aborted) {
        onAbort();
        return;
      }
      this.signal.addEventListener('abort', onAbort, { once: true });
      forget = () => this.signal.removeEventListener('abort', onAbort);
    });
    this.begin();
    try {
      return await Promise.race([(async () => step())(), givenUp]);
    } catch (error) {
      // Clients have words of their own for being told to stop.
      throw this.#limit.signal.aborted ? this.#limit.signal.reason : error;
    } finally {
      forget();
      this.end();
    }
  }
}

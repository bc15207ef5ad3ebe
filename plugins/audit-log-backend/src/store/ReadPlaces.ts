import { Reading } from '../limits';

interface Waiting {
  caller: string;
  begin: (leave: () => void) => void;
}

/**
 * Who may hold a connection for reading: so few at once that appends always
 * find one, and of one caller so few that others do.
 */
export class ReadPlaces {
  readonly #most: number;
  readonly #mostOfCaller: number;
  readonly #held = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();
  #total = 0;

  /** @param connections - how many there are for reads and appends together */
  constructor(connections: number) {
    this.#most = Math.max(1, Math.floor(connections / 2));
    this.#mostOfCaller = Math.max(1, Math.ceil(this.#most / 2));
  }

  /**
   * Waits for a place, behind those who came before and may have it.
   *
   * @param reading - absent where the portal reads for itself
   * @param waitMs - for how long
   * @returns what gives it back, or undefined where it took too long; rejects
   * with the reason of the caller who left
   */
  take(
    reading: Reading | undefined,
    waitMs: number,
  ): Promise<(() => void) | undefined> {
    const { caller = '', signal } = reading ?? {};
    if (signal?.aborted) {
      return Promise.reject(signal.reason);
    }
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leaveLine);
        this.#waiting.delete(waiting);
      };
      const leaveLine = () => {
        stop();
        reject(signal!.reason);
      };
      const timer = setTimeout(() => {
        stop();
        resolve(undefined);
      }, waitMs);
      signal?.addEventListener('abort', leaveLine);
      const waiting: Waiting = {
        caller,
        begin: leave => {
          stop();
          resolve(leave);
        },
      };
      this.#waiting.add(waiting);
      this.#serve();
    });
  }

  #serve(): void {
    for (const waiting of this.#waiting) {
      if (this.#total >= this.#most) {
        return;
      }
      const held = this.#held.get(waiting.caller) ?? 0;
      if (held < this.#mostOfCaller) {
        this.#total += 1;
        this.#held.set(waiting.caller, held + 1);
        waiting.begin(this.#leaving(waiting.caller));
      }
    }
  }

  /** Gives a place back, once. */
  #leaving(caller: string): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) {
        return;
      }
      isHeld = false;
      this.#total -= 1;
      const left = this.#held.get(caller)! - 1;
      if (left > 0) {
        this.#held.set(caller, left);
      } else {
        this.#held.delete(caller);
      }
      this.#serve();
    };
  }
}

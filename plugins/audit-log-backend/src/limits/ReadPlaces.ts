import { Reading } from './Reading';

interface Waiting {
  caller: string;
  begin: (leave: () => void) => void;
  timer?: NodeJS.Timeout;
}

/** How many places there are, and how many of them one caller may hold. */
export interface MostPlaces {
  all: number;
  ofCaller: number;
}

/** Of so many callers it is remembered when they were served last. */
const MOST_REMEMBERED = 1_000;

/**
 * Who may read at once: so few that there is room for everything else, and of
 * one caller so few that others can. Of those who wait, whoever had a place
 * longest ago is next.
 */
export class ReadPlaces {
  readonly #most: MostPlaces;
  readonly #held = new Map<string, number>();
  readonly #waiting = new Set<Waiting>();
  /** When each caller was served last, whoever that is longest ago first. */
  readonly #served = new Map<string, number>();
  #total = 0;
  #turn = 0;

  constructor(most: MostPlaces) {
    this.#most = most;
  }

  /**
   * Waits for a place.
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
      const ended = new AbortController();
      const waiting: Waiting = { caller, begin: () => {} };
      const end = (settle: () => void) => {
        clearTimeout(waiting.timer);
        ended.abort();
        this.#waiting.delete(waiting);
        settle();
      };
      waiting.begin = leave => end(() => resolve(leave));
      waiting.timer = setTimeout(() => end(() => resolve(undefined)), waitMs);
      signal?.addEventListener(
        'abort',
        () => end(() => reject(signal.reason)),
        { signal: ended.signal },
      );
      this.#waiting.add(waiting);
      this.#serve();
    });
  }

  #serve(): void {
    while (this.#total < this.#most.all) {
      const next = this.#next();
      if (!next) {
        return;
      }
      const { caller } = next;
      this.#total += 1;
      this.#held.set(caller, this.#heldBy(caller) + 1);
      this.#noteServed(caller);
      next.begin(this.#leaving(caller));
    }
  }

  #next(): Waiting | undefined {
    let next: Waiting | undefined;
    for (const waiting of this.#waiting) {
      if (
        this.#heldBy(waiting.caller) < this.#most.ofCaller &&
        (!next || this.#servedAt(waiting) < this.#servedAt(next))
      ) {
        next = waiting;
      }
    }
    return next;
  }

  #servedAt({ caller }: Waiting): number {
    return this.#served.get(caller) ?? 0;
  }

  #heldBy(caller: string): number {
    return this.#held.get(caller) ?? 0;
  }

  /** Also of who has nothing left: else they would be first whenever they come. */
  #noteServed(caller: string): void {
    this.#turn += 1;
    this.#served.delete(caller);
    this.#served.set(caller, this.#turn);
    if (this.#served.size > MOST_REMEMBERED) {
      const [oldest] = this.#served.keys();
      this.#served.delete(oldest);
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
      const left = this.#heldBy(caller) - 1;
      if (left > 0) {
        this.#held.set(caller, left);
      } else {
        this.#held.delete(caller);
      }
      this.#serve();
    };
  }
}

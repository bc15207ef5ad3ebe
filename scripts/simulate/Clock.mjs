import { Spans } from './Spans.mjs';

/** When each simulation begins. */
export const START = Date.UTC(2030, 0, 1);

/** What the clock of a host says: it may be wrong, slow or fast, and jump. */
export class Clock {
  #scheduler;
  #offset = 0;
  #rate = 1;
  #since = 0;
  /** When it was set. */
  sets = new Spans();

  constructor(scheduler) {
    this.#scheduler = scheduler;
  }

  /** Milliseconds since 1970. */
  now() {
    const { now } = this.#scheduler;
    return Math.floor(
      START + this.#offset + now + (now - this.#since) * (this.#rate - 1),
    );
  }

  /** Puts it so far ahead of the true time, or behind it. */
  set({ ahead, rate }) {
    this.#offset = ahead;
    this.#rate = rate;
    this.#since = this.#scheduler.now;
    this.sets.add(this.#since, this.#since);
  }
}

import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MS = 20;

/** Asks a portal over and over whether it is alive, and how long that takes. */
export class Pings {
  /** Milliseconds of each. */
  took = [];
  /** Sentences about those that were not answered as they should be. */
  failures = [];
  #isOver = false;
  #done;

  constructor(url) {
    this.#done = this.#ask(`${url}/.backstage/health/v1/liveness`);
  }

  async stop() {
    this.#isOver = true;
    await this.#done;
  }

  async #ask(address) {
    while (!this.#isOver) {
      const begun = performance.now();
      const status = await fetch(address).then(
        answer => answer.text().then(() => answer.status),
        error => error.message,
      );
      this.took.push(performance.now() - begun);
      if (status !== 200) {
        this.failures.push(`Liveness was answered with ${status}`);
      }
      await delay(PAUSE_MS);
    }
  }
}

import { appendFileSync } from 'node:fs';

/**
 * What backends said has resolved, by operation. Written to a file as well,
 * which the verifier reads.
 */
export class Ledger {
  #path;
  #pending = '';
  counts = { began: 0, refused: 0, ended: 0 };

  constructor(path) {
    this.#path = path;
  }

  note(message) {
    this.counts[message.t] += 1;
    this.#pending += `${JSON.stringify(message)}\n`;
    if (this.#pending.length > 64 * 1024) {
      this.flush();
    }
  }

  flush() {
    appendFileSync(this.#path, this.#pending);
    this.#pending = '';
  }
}

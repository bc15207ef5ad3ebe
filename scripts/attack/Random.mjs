import { createHash } from 'node:crypto';

const ALPHANUMERIC =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Chance that a seed repeats. Each attack and each of its requests has one of
 * its own, so that a new attack changes no request of the others.
 */
export class Random {
  #state;

  /** @param names - texts and numbers that say for what it is */
  static of(...names) {
    const digest = createHash('sha256').update(JSON.stringify(names)).digest();
    return new Random(digest.readUInt32LE());
  }

  constructor(state) {
    this.#state = state;
  }

  /** At least 0 and less than 1: the generator mulberry32. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number, both ends included. */
  whole(least, most) {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share) {
    return this.next() < share;
  }

  pick(values) {
    return values[this.whole(0, values.length - 1)];
  }

  /** Letters and digits. */
  word(length, alphabet = ALPHANUMERIC) {
    return Array.from({ length }, () => this.pick(alphabet)).join('');
  }

  bytes(length) {
    return Buffer.from(Array.from({ length }, () => this.whole(0, 255)));
  }
}

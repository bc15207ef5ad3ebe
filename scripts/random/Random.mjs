/** Chance that a seed repeats: the generator mulberry32. */
export class Random {
  #state;

  /** @param state - a whole number, of which 32 bits count */
  constructor(state) {
    this.#state = state;
  }

  /** At least 0 and less than 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  chance(share) {
    return this.next() < share;
  }

  between(least, most) {
    return least + this.next() * (most - least);
  }

  /** A whole number, both ends included. */
  whole(least, most) {
    return Math.floor(this.between(least, most + 1));
  }

  pick(values) {
    return values[this.whole(0, values.length - 1)];
  }

  /** Puts chance into every byte of an array. */
  fill(bytes) {
    for (let i = 0; i < bytes.length; i += 1) {
      bytes[i] = this.whole(0, 255);
    }
    return bytes;
  }

  bytes(length) {
    return this.fill(Buffer.alloc(length));
  }
}

/**
 * Random numbers that a seed repeats (mulberry32). `fork` gives an independent
 * stream, so that one more number asked for here changes nothing there.
 */
export class Random {
  #state;
  #seed;

  constructor(seed) {
    this.#seed = hash(String(seed));
    this.#state = this.#seed;
  }

  fork(name) {
    return new Random(`${this.#seed} ${name}`);
  }

  /** From 0 to 1, exclusive. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
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

  oneOf(choices) {
    return choices[Math.floor(this.next() * choices.length)];
  }

  /** One of `[weight, choice]`. */
  weighted(choices) {
    let rest = this.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      rest -= weight;
      if (rest < 0) {
        return choice;
      }
    }
    return choices.at(-1)[1];
  }

  /** Between two happenings that happen every so often on average. */
  exponential(mean) {
    return -Math.log(1 - this.next()) * mean;
  }

  fill(bytes) {
    for (let i = 0; i < bytes.length; i += 1) {
      bytes[i] = Math.floor(this.next() * 256);
    }
    return bytes;
  }
}

function hash(text) {
  let value = 2166136261;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 16777619);
  }
  // Neighbours are to have nothing in common.
  value ^= value >>> 16;
  value = Math.imul(value, 0x85ebca6b);
  value ^= value >>> 13;
  value = Math.imul(value, 0xc2b2ae35);
  return (value ^ (value >>> 16)) | 0;
}

import { Random as SeededRandom } from '../random/index.mjs';

/**
 * Chance with streams: `fork` gives an independent one, so that one more number
 * asked for here changes nothing there.
 */
export class Random extends SeededRandom {
  #seed;

  constructor(seed) {
    const state = hash(String(seed));
    super(state);
    this.#seed = state;
  }

  fork(name) {
    return new Random(`${this.#seed} ${name}`);
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

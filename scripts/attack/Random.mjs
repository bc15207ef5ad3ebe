import { createHash } from 'node:crypto';
import { Random as SeededRandom } from '../random/index.mjs';

const ALPHANUMERIC =
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Each attack and each of its requests has chance of its own, so that a new
 * attack changes no request of the others.
 */
export class Random extends SeededRandom {
  /** @param names - texts and numbers that say for what it is */
  static of(...names) {
    const digest = createHash('sha256').update(JSON.stringify(names)).digest();
    return new Random(digest.readUInt32LE());
  }

  /** Letters and digits. */
  word(length, alphabet = ALPHANUMERIC) {
    return Array.from({ length }, () => this.pick(alphabet)).join('');
  }
}

/** Sequences of one piece of memory, one bit each. */
const BLOCK = 65_536;

/** Which events have a row. */
export class SeenSequences {
  readonly #blocks = new Map<number, Uint8Array>();

  add(sequence: number): void {
    const index = Math.floor(sequence / BLOCK);
    let block = this.#blocks.get(index);
    if (!block) {
      block = new Uint8Array(BLOCK / 8);
      this.#blocks.set(index, block);
    }
    const place = sequence % BLOCK;
    block[place >> 3] |= 1 << (place & 7);
  }

  has(sequence: number): boolean {
    const block = this.#blocks.get(Math.floor(sequence / BLOCK));
    const place = sequence % BLOCK;
    return block !== undefined && (block[place >> 3] & (1 << (place & 7))) > 0;
  }

  /** How many of the first `size` have no row. */
  lacking(size: number): number {
    let count = 0;
    for (let sequence = 1; sequence <= size; sequence += 1) {
      count += this.has(sequence) ? 0 : 1;
    }
    return count;
  }
}

import { LeafSource } from './leafSource';

const HASH_BYTES = 32;
/** Leaves of one piece of memory. */
const BLOCK = 4096;

interface Block {
  hashes: Buffer;
  /** One for each leaf that is known. */
  known: Uint8Array;
}

/** The leaf hashes of rows, for the places where no published leaf is. */
export class RowLeaves {
  readonly #blocks = new Map<number, Block>();

  /**
   * Notes the leaf of a row.
   *
   * @returns false where another row has another leaf in this place.
   */
  note(sequence: number, hash: Buffer): boolean {
    const { block, place } = this.#find(sequence);
    const start = place * HASH_BYTES;
    if (block.known[place]) {
      return block.hashes.subarray(start, start + HASH_BYTES).equals(hash);
    }
    block.known[place] = 1;
    block.hashes.set(hash, start);
    return true;
  }

  /** Published leaves, and those of rows for as long as none is missing. */
  after(published: LeafSource): LeafSource {
    let size = published.size;
    while (this.#has(size + 1)) {
      size += 1;
    }
    return {
      size,
      at: async sequence =>
        sequence <= published.size
          ? published.at(sequence)
          : this.#read(sequence),
    };
  }

  #has(sequence: number): boolean {
    const block = this.#blocks.get(Math.floor(sequence / BLOCK));
    return block?.known[sequence % BLOCK] === 1;
  }

  #read(sequence: number): Buffer {
    const { block, place } = this.#find(sequence);
    return block.hashes.subarray(place * HASH_BYTES, (place + 1) * HASH_BYTES);
  }

  #find(sequence: number): { block: Block; place: number } {
    const index = Math.floor(sequence / BLOCK);
    let block = this.#blocks.get(index);
    if (!block) {
      block = {
        hashes: Buffer.alloc(BLOCK * HASH_BYTES),
        known: new Uint8Array(BLOCK),
      };
      this.#blocks.set(index, block);
    }
    return { block, place: sequence % BLOCK };
  }
}

import { hashNode } from './frontier';

/**
 * Gives the hash of the full subtree over 2^`level` leaves that begins at leaf
 * `index` · 2^`level`, counted from 0.
 *
 * @public
 */
export type ReadSubtree = (level: number, index: number) => Promise<Buffer>;

/**
 * The Merkle audit path of a leaf (RFC 6962, section 2.1.1).
 *
 * @param index - the leaf, from 0; an event's is its sequence minus one
 * @param size - leaves of the tree, more than `index`
 *
 * @public
 */
export async function inclusionProof(
  index: number,
  size: number,
  readSubtree: ReadSubtree,
): Promise<Buffer[]> {
  checkSize('index', index, 0, size - 1);
  const proof: Buffer[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      proof.unshift(await rangeHash(middle, end, readSubtree));
      end = middle;
    } else {
      proof.unshift(await rangeHash(start, middle, readSubtree));
      start = middle;
    }
  }
  return proof;
}

/**
 * The proof that the tree of `from` leaves is the beginning of the tree of
 * `to` leaves (RFC 6962, section 2.1.2). Empty where both are the same, or the
 * first is empty.
 *
 * @public
 */
export async function consistencyProof(
  from: number,
  to: number,
  readSubtree: ReadSubtree,
): Promise<Buffer[]> {
  checkSize('from', from, 0, to);
  if (from === 0 || from === to) {
    return [];
  }
  const proof: Buffer[] = [];
  let start = 0;
  let end = to;
  while (end !== from) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      proof.unshift(await rangeHash(middle, end, readSubtree));
      end = middle;
    } else {
      proof.unshift(await rangeHash(start, middle, readSubtree));
      start = middle;
    }
  }
  if (start !== 0) {
    proof.unshift(await rangeHash(start, end, readSubtree));
  }
  return proof;
}

/**
 * The root of the tree of the first `size` leaves, more than 0.
 *
 * @public
 */
export function treeRoot(
  size: number,
  readSubtree: ReadSubtree,
): Promise<Buffer> {
  return rangeHash(0, size, readSubtree);
}

/**
 * Whether a leaf is in the tree with this root (RFC 9162, section 2.1.3.2).
 *
 * @public
 */
export function verifyInclusion(options: {
  index: number;
  size: number;
  leafHash: Uint8Array;
  proof: Uint8Array[];
  root: Uint8Array;
}): boolean {
  const { index, size, proof, root } = options;
  if (!isSize(index) || !isSize(size) || index >= size) {
    return false;
  }
  let node = index;
  let last = size - 1;
  let hash: Buffer = Buffer.from(options.leafHash);
  for (const sibling of proof) {
    if (last === 0) {
      return false;
    }
    if (node % 2 === 1 || node === last) {
      hash = hashNode(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      hash = hashNode(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.equals(root);
}

/**
 * Whether the tree with one root is the beginning of the tree with another
 * (RFC 9162, section 2.1.4.2).
 *
 * @remarks
 * Every tree begins with the empty one, which needs no proof; whether the
 * empty root is the right one is for whoever reads the checkpoint.
 *
 * @public
 */
export function verifyConsistency(options: {
  from: number;
  fromRoot: Uint8Array;
  to: number;
  toRoot: Uint8Array;
  proof: Uint8Array[];
}): boolean {
  const { from, fromRoot, to, toRoot, proof } = options;
  if (!isSize(from) || !isSize(to) || from > to) {
    return false;
  }
  if (from === 0) {
    return proof.length === 0;
  }
  if (from === to) {
    return proof.length === 0 && Buffer.from(fromRoot).equals(toRoot);
  }
  const path = isPowerOfTwo(from) ? [fromRoot, ...proof] : [...proof];
  const [first, ...rest] = path;
  if (!first) {
    return false;
  }
  let node = from - 1;
  let last = to - 1;
  while (node % 2 === 1) {
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  let fromHash: Buffer = Buffer.from(first);
  let toHash: Buffer = Buffer.from(first);
  for (const sibling of rest) {
    if (last === 0) {
      return false;
    }
    if (node % 2 === 1 || node === last) {
      fromHash = hashNode(sibling, fromHash);
      toHash = hashNode(sibling, toHash);
      while (node % 2 === 0 && node !== 0) {
        node /= 2;
        last = Math.floor(last / 2);
      }
    } else {
      toHash = hashNode(toHash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && fromHash.equals(fromRoot) && toHash.equals(toRoot);
}

/** MTH of RFC 6962 over the leaves from `start` to `end`, exclusive. */
async function rangeHash(
  start: number,
  end: number,
  readSubtree: ReadSubtree,
): Promise<Buffer> {
  const count = end - start;
  if (isPowerOfTwo(count)) {
    return readSubtree(Math.log2(count), start / count);
  }
  const middle = start + splitOf(count);
  return hashNode(
    await rangeHash(start, middle, readSubtree),
    await rangeHash(middle, end, readSubtree),
  );
}

/** The largest power of two below `count`, which is more than 1. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) {
    split *= 2;
  }
  return split;
}

function isPowerOfTwo(value: number): boolean {
  return Number.isInteger(Math.log2(value));
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function checkSize(name: string, value: number, min: number, max: number) {
  if (!isSize(value) || value < min || value > max) {
    throw new RangeError(
      `${name} is ${value}, expected an integer from ${min} to ${max}`,
    );
  }
}

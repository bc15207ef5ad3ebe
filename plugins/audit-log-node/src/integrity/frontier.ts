import { sha256 } from './sha256';

/**
 * All that is needed of a Merkle tree (RFC 6962, section 2.1) to add leaves
 * and to compute its root: the roots of its complete subtrees, largest first,
 * one for each 1 in the binary form of `size`.
 *
 * @public
 */
export interface Frontier {
  /** Number of leaves. */
  size: number;
  hashes: Buffer[];
}

/** The frontier of the tree without leaves. @public */
export const emptyFrontier: Frontier = { size: 0, hashes: [] };

const HASH_BYTES = 32;

/** `0x01 ‖ left ‖ right`, filled anew for every node. */
const nodeInput = Buffer.alloc(1 + 2 * HASH_BYTES, 1);

/**
 * Hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)`.
 *
 * @public
 */
export function hashNode(left: Uint8Array, right: Uint8Array): Buffer {
  nodeInput.set(left, 1);
  nodeInput.set(right, 1 + HASH_BYTES);
  return sha256(nodeInput);
}

/**
 * The frontier after adding leaves, given by their hashes.
 *
 * @public
 */
export function appendLeaves(
  frontier: Frontier,
  leafHashes: Iterable<Buffer>,
): Frontier {
  const hashes = [...frontier.hashes];
  let size = frontier.size;
  for (const leaf of leafHashes) {
    let node = leaf;
    // Each trailing 1 of the size is a complete subtree that is now full.
    for (let rest = size; rest % 2 === 1; rest = (rest - 1) / 2) {
      node = hashNode(hashes.pop()!, node);
    }
    hashes.push(node);
    size += 1;
  }
  return { size, hashes };
}

/**
 * The root of the tree: the hash that a checkpoint signs. SHA-256 of nothing
 * where there are no leaves.
 *
 * @public
 */
export function frontierRoot(frontier: Frontier): Buffer {
  const { hashes } = frontier;
  if (hashes.length === 0) {
    return sha256('');
  }
  return hashes.reduceRight((right, left) => hashNode(left, right));
}

/** The hashes of a frontier, one after the other. @public */
export function encodeFrontier(frontier: Frontier): Buffer {
  return Buffer.concat(frontier.hashes);
}

/**
 * Reads what {@link encodeFrontier} wrote.
 *
 * @throws Error if the number of hashes does not belong to the size.
 *
 * @public
 */
export function decodeFrontier(size: number, bytes: Uint8Array): Frontier {
  const expected = size.toString(2).replaceAll('0', '').length;
  if (bytes.length !== expected * HASH_BYTES) {
    throw new Error(
      `The frontier of ${size} leaves has ${bytes.length} bytes, expected ${
        expected * HASH_BYTES
      }`,
    );
  }
  const hashes = Array.from({ length: expected }, (_, i) =>
    Buffer.from(bytes.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)),
  );
  return { size, hashes };
}

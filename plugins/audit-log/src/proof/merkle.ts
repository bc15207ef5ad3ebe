import { Subtle, sha256 } from './bytes';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** `SHA-256(0x00 ‖ leaf)`, as RFC 6962 has it. */
export function hashLeaf(subtle: Subtle, leaf: Uint8Array) {
  return sha256(subtle, LEAF, leaf);
}

/**
 * The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2);
 * undefined where the proof doesn't fit the place and the size.
 *
 * @param index - the leaf, from 0
 */
export async function rootOfProof(
  subtle: Subtle,
  options: {
    leafHash: Uint8Array;
    index: number;
    size: number;
    proof: Uint8Array[];
  },
): Promise<Uint8Array | undefined> {
  const { leafHash, index, size, proof } = options;
  let place = index;
  let last = size - 1;
  let root = leafHash;
  if (place > last) {
    return undefined;
  }
  for (const hash of proof) {
    if (last === 0) {
      return undefined;
    }
    if (place % 2 === 1 || place === last) {
      root = await sha256(subtle, NODE, hash, root);
      while (place % 2 === 0 && place !== 0) {
        place = Math.floor(place / 2);
        last = Math.floor(last / 2);
      }
    } else {
      root = await sha256(subtle, NODE, root, hash);
    }
    place = Math.floor(place / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? root : undefined;
}

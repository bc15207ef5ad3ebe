import fc from 'fast-check';
import {
  appendLeaves,
  decodeFrontier,
  emptyFrontier,
  encodeFrontier,
  frontierRoot,
  hashNode,
} from './frontier';
import { hashLeaf } from './leaf';
import { sha256 } from './sha256';

// The reference tree of the certificate-transparency project
// (merkle/testonly in github.com/transparency-dev/merkle): leaves and the
// root after each of them.
const referenceLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const referenceRoots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const leafHashes = referenceLeaves.map(leaf =>
  hashLeaf(Buffer.from(leaf, 'hex')),
);

/** MTH of RFC 6962, section 2.1, word by word. */
function rootByDefinition(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) {
    return sha256('');
  }
  if (leaves.length === 1) {
    return leaves[0];
  }
  let split = 1;
  while (split * 2 < leaves.length) {
    split *= 2;
  }
  return hashNode(
    rootByDefinition(leaves.slice(0, split)),
    rootByDefinition(leaves.slice(split)),
  );
}

const anyLeaves = fc.array(
  fc.uint8Array({ maxLength: 8 }).map(bytes => hashLeaf(bytes)),
  { maxLength: 70 },
);

describe('frontier', () => {
  it.each(referenceRoots.map((root, size) => [size, root]))(
    'has the reference root at size %d',
    (size, root) => {
      const frontier = appendLeaves(
        emptyFrontier,
        leafHashes.slice(0, Number(size)),
      );
      expect(frontierRoot(frontier).toString('hex')).toBe(root);
    },
  );

  it('has the root that RFC 6962 defines, for any leaves in any batches', () => {
    fc.assert(
      fc.property(anyLeaves, fc.nat(70), (leaves, cut) => {
        const first = appendLeaves(emptyFrontier, leaves.slice(0, cut));
        const both = appendLeaves(first, leaves.slice(cut));
        expect(both.size).toBe(leaves.length);
        expect(frontierRoot(both)).toEqual(rootByDefinition(leaves));
      }),
    );
  });

  it('is the same after being written and read', () => {
    fc.assert(
      fc.property(anyLeaves, leaves => {
        const frontier = appendLeaves(emptyFrontier, leaves);
        expect(decodeFrontier(frontier.size, encodeFrontier(frontier))).toEqual(
          frontier,
        );
      }),
    );
  });

  it('refuses hashes that do not belong to the size', () => {
    expect(() => decodeFrontier(3, Buffer.alloc(32))).toThrow(
      'The frontier of 3 leaves has 32 bytes, expected 64',
    );
  });

  it('does not change the frontier it is given', () => {
    const before = appendLeaves(emptyFrontier, leafHashes.slice(0, 3));
    const copy = structuredClone(before.hashes.map(h => h.toString('hex')));
    appendLeaves(before, leafHashes.slice(3));
    expect(before.hashes.map(h => h.toString('hex'))).toEqual(copy);
  });
});

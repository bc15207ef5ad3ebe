import fc from 'fast-check';
import { appendLeaves, emptyFrontier, frontierRoot } from './frontier';
import { hashLeaf } from './leaf';
import {
  consistencyProof,
  inclusionProof,
  ReadSubtree,
  treeRoot,
  verifyConsistency,
  verifyInclusion,
} from './proofs';

function leavesOf(size: number): Buffer[] {
  return Array.from({ length: size }, (_, i) => hashLeaf(`leaf ${i}`));
}

function rootOf(leaves: Buffer[]): Buffer {
  return frontierRoot(appendLeaves(emptyFrontier, leaves));
}

function readerOf(leaves: Buffer[]): ReadSubtree {
  return async (level, index) => {
    const width = 2 ** level;
    const subtree = leaves.slice(index * width, (index + 1) * width);
    expect(subtree).toHaveLength(width);
    return rootOf(subtree);
  };
}

// The reference tree of the certificate-transparency project and its proofs
// (testonly in github.com/transparency-dev/merkle).
const referenceLeaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(leaf => hashLeaf(Buffer.from(leaf, 'hex')));

const inclusions: [number, number, string[]][] = [
  [0, 1, []],
  [
    0,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    5,
    8,
    [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
  [
    1,
    5,
    [
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

const consistencies: [number, number, string[]][] = [
  [1, 1, []],
  [
    1,
    8,
    [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  ],
  [
    6,
    8,
    [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ],
  ],
  [
    2,
    5,
    [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  ],
];

describe('inclusion proofs', () => {
  it.each(inclusions)(
    'of leaf %d of %d is the reference',
    async (i, n, hex) => {
      const proof = await inclusionProof(i, n, readerOf(referenceLeaves));
      expect(proof.map(hash => hash.toString('hex'))).toEqual(hex);
    },
  );

  it('verify for every leaf of every tree, and for nothing else', async () => {
    for (let size = 1; size <= 20; size++) {
      const leaves = leavesOf(size);
      const root = rootOf(leaves);
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(index, size, readerOf(leaves));
        const claim = { index, size, leafHash: leaves[index], proof, root };
        expect(verifyInclusion(claim)).toBe(true);
        for (const wrong of [
          { ...claim, index: index + 1 },
          { ...claim, index: -1 },
          { ...claim, index: 0.5 },
          { ...claim, size: index },
          { ...claim, leafHash: hashLeaf('other') },
          { ...claim, root: hashLeaf('other') },
          { ...claim, proof: [...proof, hashLeaf('more')] },
          { ...claim, proof: [hashLeaf('more'), ...proof] },
        ]) {
          expect(verifyInclusion(wrong)).toBe(false);
        }
        for (let i = 0; i < proof.length; i++) {
          const cut = proof.filter((_, n) => n !== i);
          expect(verifyInclusion({ ...claim, proof: cut })).toBe(false);
        }
      }
    }
  });

  it('refuse a leaf that is not in the tree', async () => {
    await expect(inclusionProof(3, 3, readerOf(leavesOf(3)))).rejects.toThrow(
      'index is 3, expected an integer from 0 to 2',
    );
  });
});

describe('consistency proofs', () => {
  it.each(consistencies)(
    'from %d to %d is the reference',
    async (a, b, hex) => {
      const proof = await consistencyProof(a, b, readerOf(referenceLeaves));
      expect(proof.map(hash => hash.toString('hex'))).toEqual(hex);
    },
  );

  it('verify for every pair of trees, and for nothing else', async () => {
    const leaves = leavesOf(20);
    for (let to = 1; to <= 20; to++) {
      for (let from = 1; from <= to; from++) {
        const proof = await consistencyProof(from, to, readerOf(leaves));
        const claim = {
          from,
          fromRoot: rootOf(leaves.slice(0, from)),
          to,
          toRoot: rootOf(leaves.slice(0, to)),
          proof,
        };
        expect(verifyConsistency(claim)).toBe(true);
        for (const wrong of [
          { ...claim, fromRoot: hashLeaf('other') },
          { ...claim, toRoot: hashLeaf('other') },
          { ...claim, from: to + 1 },
          { ...claim, proof: [...proof, hashLeaf('more')] },
          { ...claim, proof: [hashLeaf('more'), ...proof] },
        ]) {
          expect(verifyConsistency(wrong)).toBe(false);
        }
        for (let i = 0; i < proof.length; i++) {
          const cut = proof.filter((_, n) => n !== i);
          expect(verifyConsistency({ ...claim, proof: cut })).toBe(false);
        }
      }
    }
  });

  it('from the empty tree need nothing', async () => {
    const leaves = leavesOf(5);
    const proof = await consistencyProof(0, 5, readerOf(leaves));
    expect(proof).toEqual([]);
    const claim = {
      from: 0,
      fromRoot: rootOf([]),
      to: 5,
      toRoot: rootOf(leaves),
    };
    expect(verifyConsistency({ ...claim, proof })).toBe(true);
    expect(verifyConsistency({ ...claim, proof: leaves })).toBe(false);
  });
});

it('verify for large trees', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 700 }),
      fc.nat(),
      async (size, any) => {
        const leaves = leavesOf(size);
        const read = readerOf(leaves);
        const root = await treeRoot(size, read);
        expect(root).toEqual(rootOf(leaves));
        const index = any % size;
        const proof = await inclusionProof(index, size, read);
        expect(
          verifyInclusion({
            index,
            size,
            leafHash: leaves[index],
            proof,
            root,
          }),
        ).toBe(true);
      },
    ),
    { numRuns: 25 },
  );
});

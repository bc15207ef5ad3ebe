import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';
import { commitGroup, commitSalted, groupKey } from './commitments';
import { hashLeaf, LeafContent, leafText } from './leaf';

const content: LeafContent = {
  sequence: '9007199254740993',
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  startedAt: '2026-11-22T10:00:00.000Z',
  endedAt: null,
  plugin: 'catalog',
  eventId: 'location-mutate',
  action: 'create',
  category: 'CATALOG',
  severity: 'medium',
  outcome: 'pending',
  amends: null,
  instance: 'host-1',
  commitments: { meta: 'ab'.repeat(32), actor: 'cd'.repeat(32) },
};

describe('leaf', () => {
  it('is the canonical JSON of its content and the version', () => {
    expect(leafText(content)).toBe(canonicalize({ ...content, v: 1 }));
  });

  it('is canonical for any content', () => {
    const text = fc.string({ unit: 'grapheme' });
    const orNull = fc.option(text);
    fc.assert(
      fc.property(
        fc.record({
          sequence: fc.maxSafeNat().map(String),
          id: text,
          startedAt: text,
          endedAt: orNull,
          plugin: text,
          eventId: text,
          action: orNull,
          category: text,
          severity: fc.constantFrom('low' as const, 'critical' as const),
          outcome: fc.constantFrom('failed' as const, 'unknown' as const),
          amends: orNull,
          instance: text,
          commitments: fc.dictionary(fc.constantFrom('meta', 'actor'), text),
        }),
        any => {
          expect(leafText(any)).toBe(canonicalize({ ...any, v: 1 }));
        },
      ),
    );
  });

  it('is hashed with the prefix of RFC 6962', () => {
    const expected = createHash('sha256')
      .update(Buffer.of(0))
      .update(canonicalize({ ...content, v: 1 })!, 'utf8')
      .digest('hex');
    expect(hashLeaf(leafText(content)).toString('hex')).toBe(expected);
  });

  it.each(Object.keys(content))('covers %s', key => {
    const changed = { ...content, [key]: 'other' } as LeafContent;
    expect(hashLeaf(leafText(changed))).not.toEqual(
      hashLeaf(leafText(content)),
    );
  });
});

describe('commitments', () => {
  it('are SHA-256 of the key and the value, for any salt and value', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        fc.dictionary(fc.string(), fc.string({ unit: 'grapheme' })),
        (salt, value) => {
          const key = createHash('sha256').update(salt).update('meta').digest();
          expect(groupKey(salt, 'meta')).toEqual(key);
          const commitment = createHash('sha256')
            .update(key)
            .update(canonicalize(value)!, 'utf8')
            .digest('hex');
          const canonical = canonicalJson(value);
          expect(commitGroup(key, canonical)).toBe(commitment);
          expect(commitSalted(salt, 'meta', canonical)).toBe(commitment);
        },
      ),
    );
  });

  it('of a long value are those of the whole', () => {
    const salt = Buffer.alloc(16, 7);
    const long = canonicalJson('€'.repeat(100_000));
    expect(commitSalted(salt, 'meta', long)).toBe(
      commitGroup(groupKey(salt, 'meta'), long),
    );
  });

  it('of equal values in two groups differ', () => {
    const salt = Buffer.alloc(16, 7);
    expect(commitGroup(groupKey(salt, 'client'), '{}')).not.toEqual(
      commitGroup(groupKey(salt, 'request'), '{}'),
    );
  });
});

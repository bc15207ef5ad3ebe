import { createHash } from 'node:crypto';
import {
  AuditEvent,
  LEAF_VERSION,
  auditEventSchema,
  leafMembers,
  leafVersionOf,
} from 'backstage-plugin-audit-log-common';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';
import {
  commitGroup,
  commitSalted,
  committedGroups,
  groupKey,
} from './commitments';
import { hashLeaf, joinLeaf, leafParts, leafText, LeafContent } from './leaf';
import { leafOfEvent } from './leafOfEvent';

const content = {
  sequence: '9007199254740993',
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  startedAt: '2026-11-22T10:00:00.000Z',
  endedAt: null,
  durationMs: 1_234,
  recordedAt: '2026-11-22T10:00:02.000Z',
  appendedAt: '2026-11-22T10:00:01.500Z',
  deliveredBy: null,
  leafVersion: 2,
  plugin: 'catalog',
  eventId: 'location-mutate',
  action: 'create',
  category: 'CATALOG',
  severity: 'medium',
  outcome: 'pending',
  amends: null,
  instance: 'host-1',
  commitments: { meta: 'ab'.repeat(32), actor: 'cd'.repeat(32) },
} satisfies LeafContent;

/** Leaves of version 1 have no `leafVersion`, as their events have none. */
const { appendedAt, deliveredBy, leafVersion, ...content1 } = content;

const text = fc.string({ unit: 'grapheme' });
const orNull = fc.option(text);
const number = fc.option(fc.maxSafeNat());
const facts1 = {
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
};
const anyContent = fc.record({
  ...facts1,
  appendedAt: text,
  recordedAt: text,
  durationMs: number,
  deliveredBy: orNull,
});

describe('leaf', () => {
  it('is the canonical JSON of its content and the version', () => {
    const { leafVersion: v, ...facts } = content;
    expect(leafText(content)).toBe(canonicalize({ ...facts, v }));
  });

  it('of version 1 has no more than its version had', () => {
    const { durationMs, recordedAt, ...facts } = content1;
    const expected = canonicalize({ ...facts, v: 1 });
    expect(leafText(content1)).toBe(expected);
    expect(leafText({ ...content1, leafVersion: 1 })).toBe(expected);
  });

  it('is canonical for any content, also where it is joined of parts', () => {
    fc.assert(
      fc.property(anyContent, any => {
        const { appendedAt: _, deliveredBy: __, ...any1 } = any;
        const { durationMs, recordedAt, ...facts1of } = any1;
        expect(leafText(any1)).toBe(canonicalize({ ...facts1of, v: 1 }));
        const expected = canonicalize({ ...any, v: 2 });
        expect(leafText({ ...any, leafVersion: 2 })).toBe(expected);
        // What is joined of parts takes times and sequences as they are.
        const place = { ...content, sequence: any.sequence };
        expect(joinLeaf(leafParts(any), place)).toBe(
          leafText({
            ...any,
            recordedAt: content.recordedAt,
            appendedAt: content.appendedAt,
            leafVersion: LEAF_VERSION,
          }),
        );
      }),
    );
  });

  it('is hashed with the prefix of RFC 6962', () => {
    const expected = createHash('sha256')
      .update(Buffer.of(0))
      .update(leafText(content), 'utf8')
      .digest('hex');
    expect(hashLeaf(leafText(content)).toString('hex')).toBe(expected);
  });

  it.each(Object.keys(content))('covers %s', key => {
    const changed = { ...content, [key]: 1 } as LeafContent;
    expect(leafText(changed)).not.toBe(leafText(content));
  });

  it('is not made without a fact that its version holds', () => {
    const { deliveredBy: _, ...rest } = content;
    expect(() => leafText(rest)).toThrow("has no 'deliveredBy'");
  });

  it('is not made where its version is newer', () => {
    expect(() => leafText({ ...content, leafVersion: 3 })).toThrow(
      'has version 3, expected at most 2',
    );
  });
});

/** What an export may hold, also what a later version puts into groups. */
const anyGroup = fc.option(
  fc.dictionary(fc.oneof(fc.constant('__proto__'), text), fc.jsonValue()),
);
const anyEvent = fc
  .record({
    ...facts1,
    recordedAt: text,
    durationMs: number,
    since2: fc.option(
      fc.record({
        appendedAt: text,
        deliveredBy: orNull,
        leafVersion: fc.constant(2),
      }),
    ),
    leafHash: text,
    groups: fc.record(
      Object.fromEntries(committedGroups.map(group => [group, anyGroup])),
    ),
  })
  .map(({ since2, groups, commitments, ...facts }) => ({
    ...facts,
    ...since2,
    ...groups,
  })) as fc.Arbitrary<AuditEvent>;

describe('leaf of an event', () => {
  const proof = { salt: '07'.repeat(16) };
  const hashOf = (event: AuditEvent) =>
    hashLeaf(leafOfEvent(event, proof)).toString('hex');
  const covered = (event: AuditEvent) => [
    ...leafMembers(leafVersionOf(event))!,
    ...committedGroups,
  ];

  it('is another one where any fact, or any member of a group, changes', () => {
    fc.assert(
      fc.property(anyEvent, text, fc.jsonValue(), (event, name, value) => {
        const hash = hashOf(event);
        expect(hashOf(JSON.parse(JSON.stringify(event)))).toBe(hash);
        for (const member of covered(event)) {
          const was = event[member] as object | string | null;
          const changes: unknown[] =
            typeof was === 'object' && was !== null
              ? [
                  null,
                  { ...was, [`${name}x${Object.keys(was)}`]: value },
                  ...Object.keys(was).flatMap(key => [
                    Object.fromEntries(
                      Object.entries(was).filter(([other]) => other !== key),
                    ),
                    Object.fromEntries(
                      Object.entries(was).map(([other, one]) => [
                        other,
                        other === key ? [one] : one,
                      ]),
                    ),
                  ]),
                ]
              : [was === null ? name : `${was}x`];
          for (const change of changes) {
            expect(hashOf({ ...event, [member]: change })).not.toBe(hash);
          }
        }
      }),
    );
  });

  it('of version 2 covers all that an event says but its own hash', () => {
    const beside = ['erased', 'leafHash', 'leafVersion'];
    const event = { ...content, leafVersion: 2, leafHash: '', actor: null };
    expect(
      [...covered(event as unknown as AuditEvent), ...beside].sort(),
    ).toEqual(Object.keys(auditEventSchema.shape).sort());
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

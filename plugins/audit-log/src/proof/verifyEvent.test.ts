import { createHash, generateKeyPairSync, sign, webcrypto } from 'node:crypto';
import canonicalize from 'canonicalize';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { anEvent } from '../fixtures';
import { Subtle } from './bytes';
import { ProofError } from './ProofError';
import { verifyEvent } from './verifyEvent';

const subtle = webcrypto.subtle as Subtle;

const sha = (...parts: (string | Buffer)[]) =>
  parts
    .reduce((hash, part) => hash.update(part), createHash('sha256'))
    .digest();
const node = (left: Buffer, right: Buffer) => sha(Buffer.of(1), left, right);

/** RFC 6962: the root of some leaf hashes, by its definition. */
function rootOf(hashes: Buffer[]): Buffer {
  if (hashes.length === 1) {
    return hashes[0];
  }
  const split = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return node(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

function proofOf(index: number, hashes: Buffer[]): Buffer[] {
  if (hashes.length === 1) {
    return [];
  }
  const split = 2 ** Math.ceil(Math.log2(hashes.length) - 1);
  return index < split
    ? [...proofOf(index, hashes.slice(0, split)), rootOf(hashes.slice(split))]
    : [
        ...proofOf(index - split, hashes.slice(split)),
        rootOf(hashes.slice(0, split)),
      ];
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const rawKey = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
const name = 'portal.example/audit-log';
const keyId = sha(`${name}\n`, Buffer.of(1), rawKey).subarray(0, 4);
const verifierKey = `${name}+${keyId.toString('hex')}+${Buffer.concat([
  Buffer.of(1),
  rawKey,
]).toString('base64')}`;

/** What a portal answers about an event of a log with `size` events. */
function answers(event: AuditEvent, size: number) {
  const keys: Record<string, string> = {};
  const commitments: Record<string, string> = {};
  for (const group of [
    'actor',
    'client',
    'target',
    'request',
    'meta',
    'error',
  ]) {
    const value = event[group as keyof AuditEvent];
    if (value !== null) {
      const key = sha(`salt ${group}`);
      keys[group] = key.toString('hex');
      commitments[group] = sha(key, canonicalize(value)!).toString('hex');
    }
  }
  const { sequence, id, startedAt, endedAt, plugin, eventId, action } = event;
  const { category, severity, outcome, amends, instance } = event;
  const { appendedAt, deliveredBy, durationMs, recordedAt } = event;
  const v = event.leafVersion ?? 1;
  const leaf = canonicalize({
    ...{ v, sequence, id, startedAt, endedAt, plugin, eventId, action },
    ...{ category, severity, outcome, amends, instance, commitments },
    ...(v > 1 && { appendedAt, deliveredBy, durationMs, recordedAt }),
  })!;
  const index = Number(sequence) - 1;
  const hashes = Array.from({ length: size }, (_, place) =>
    place === index ? sha(Buffer.of(0), leaf) : sha(`other ${place}`),
  );
  const text = `${name}\n${size}\n${rootOf(hashes).toString('base64')}\n`;
  const signature = Buffer.concat([
    keyId,
    sign(null, Buffer.from(text), privateKey),
  ]).toString('base64');
  return {
    event,
    inclusion: {
      sequence,
      leaf,
      keys,
      size,
      proof: proofOf(index, hashes).map(hash => hash.toString('hex')),
    },
    latest: {
      checkpoint: {
        size,
        time: '2026-11-22T12:00:00.000Z',
        note: `${text}\n— ${name} ${signature}\n`,
      },
      verifierKeys: [verifierKey],
    },
  };
}

describe('verifyEvent', () => {
  it('accepts every event of logs of every size', async () => {
    for (let size = 1; size <= 20; size += 1) {
      for (let sequence = 1; sequence <= size; sequence += 1) {
        const event = anEvent({
          sequence: `${sequence}`,
          meta: { é: [1, 'ü'] },
        });
        expect(await verifyEvent(subtle, answers(event, size))).toEqual({
          size,
          time: '2026-11-22T12:00:00.000Z',
          signedBy: `${name}+${keyId.toString('hex')}`,
        });
      }
    }
  });

  const event = anEvent({ sequence: '5' });
  const sound = () => answers(event, 11);

  it.each<
    [string, (given: ReturnType<typeof sound>) => void, Partial<ProofError>]
  >([
    [
      'another outcome',
      given => {
        given.event = { ...event, outcome: 'failed' };
      },
      { problem: 'otherFact', part: 'outcome', held: 'succeeded' },
    ],
    [
      'another actor',
      given => {
        given.event = {
          ...event,
          actor: { type: 'user', ref: 'user:default/mallory' },
        };
      },
      { problem: 'otherValue', part: 'actor' },
    ],
    [
      'a value that was taken out',
      given => {
        given.event = { ...event, actor: null };
      },
      { problem: 'missingValue', part: 'actor' },
    ],
    [
      'another proof',
      given => {
        given.inclusion.proof[1] = 'ab'.repeat(32);
      },
      { problem: 'otherRoot' },
    ],
    [
      'a proof that is too short',
      given => {
        given.inclusion.proof.pop();
      },
      { problem: 'otherRoot' },
    ],
    [
      'another text under the signature',
      given => {
        given.latest.checkpoint.note = given.latest.checkpoint.note.replace(
          '\n11\n',
          '\n12\n',
        );
      },
      { problem: 'wrongSignature' },
    ],
    [
      'a key that nobody knows',
      given => {
        given.latest.verifierKeys = [];
      },
      { problem: 'unknownKey' },
    ],
  ])('refuses %s', async (_, change, error) => {
    const given = sound();
    change(given);
    await expect(verifyEvent(subtle, given)).rejects.toMatchObject(error);
  });

  const newer: AuditEvent = {
    ...event,
    leafVersion: 2,
    appendedAt: '2026-11-22T12:00:00.000Z',
    deliveredBy: null,
  };

  it('accepts an event whose leaf has version 2, with more in groups', async () => {
    const client = { ...event.client, id: 'assistant' } as never;
    const given = answers({ ...newer, client }, 11);
    await expect(verifyEvent(subtle, given)).resolves.toMatchObject({
      size: 11,
    });
  });

  it.each<[Partial<AuditEvent>, Partial<ProofError>]>([
    [{ durationMs: 1e9 }, { problem: 'otherFact', part: 'durationMs' }],
    [{ deliveredBy: 'x' }, { problem: 'otherFact', part: 'deliveredBy' }],
    [{ appendedAt: 'x' }, { problem: 'otherFact', part: 'appendedAt' }],
    [{ recordedAt: 'x' }, { problem: 'otherFact', part: 'recordedAt' }],
    [{ leafVersion: 1 }, { problem: 'otherFact', part: 'leafVersion' }],
    [
      { client: { ...event.client, id: 'x' } as never },
      { problem: 'otherValue', part: 'client' },
    ],
  ])('refuses %p in place of what a leaf of version 2 holds', (change, error) =>
    expect(
      verifyEvent(subtle, {
        ...answers(newer, 11),
        event: { ...newer, ...change },
      }),
    ).rejects.toMatchObject(error),
  );

  it('can’t check a leaf that is newer than itself', () =>
    expect(
      verifyEvent(subtle, answers({ ...newer, leafVersion: 3 }, 11)),
    ).rejects.toMatchObject({ problem: 'newerLeaf', held: '3' }));

  it('accepts an event of which a part was erased', async () => {
    const given = sound();
    given.event = { ...event, actor: null, erased: ['actor'] };
    delete given.inclusion.keys.actor;
    await expect(verifyEvent(subtle, given)).resolves.toMatchObject({
      size: 11,
    });
  });

  it('says where the browser doesn’t know the algorithm', async () => {
    const older: Subtle = {
      digest: (...digested) => subtle.digest(...digested),
      verify: (...verified) => subtle.verify(...verified),
      importKey: async () => {
        throw new DOMException('Ed25519', 'NotSupportedError');
      },
    };
    const { signedBy } = await verifyEvent(older, sound());
    expect(signedBy).toBeUndefined();
  });
});

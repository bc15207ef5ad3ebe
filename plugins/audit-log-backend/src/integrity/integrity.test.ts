import { generateKeyPairSync } from 'node:crypto';
import {
  canonicalJson,
  commitGroup,
  CommittedGroup,
  hashLeaf,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  verifyConsistency,
  verifyInclusion,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { seeing } from '../__testUtils__/seeing';
import {
  DatabaseEventPruner,
  DatabaseEventStore,
  EVENTS_TABLE,
} from '../store';
import { createIntegrity } from './createIntegrity';
import { IntegrityService } from './types';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const origin = 'portal.example/audit-log';
const unhex = (hashes: string[]) =>
  hashes.map(hash => Buffer.from(hash, 'hex'));

function newPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}

describe.each(databases.eachSupportedId())('integrity on %s', id => {
  let knex: Knex;
  let events: DatabaseEventStore;
  let integrity: IntegrityService;

  const create = (configuredKey?: string) =>
    createIntegrity({
      knex,
      events,
      origin,
      configuredKey,
      clock: () => new Date(),
    });

  beforeEach(async () => {
    knex = await initDatabase(databases, id);
    events = await DatabaseEventStore.create({ knex });
    integrity = await create();
  });

  /** What the newest checkpoint says, to somebody who has the key. */
  async function opened(service = integrity) {
    const { note } = await service.checkpoint();
    const keys = await service.verifierKeys();
    return parseCheckpoint(openNote(note, keys.map(parseVerifierKey)).text);
  }

  it('has no checkpoint of an empty log', async () => {
    await expect(integrity.checkpoint()).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('proves every event, also beside removed ones', async () => {
    await events.append(recordedEvents(520));
    await new DatabaseEventPruner({ knex }).prune({
      where: [query => query.whereRaw('e.sequence % 3 = 0')],
      limit: 999,
    });
    const { size, root } = await opened();
    expect(size).toBe(520);
    for (const sequence of [1, 256, 257, 512, 514, 520]) {
      const { items } = await events.list({
        where: [query => query.where('e.sequence', sequence)],
        order: 'desc',
        limit: 1,
      });
      const [event] = items;
      const found = await integrity.inclusion({
        event: event.id,
        visible: seeing([], events),
      });
      const leafHash = hashLeaf(found.leaf);
      expect(leafHash.toString('hex')).toBe(event.leafHash);
      expect(
        verifyInclusion({
          index: Number(found.sequence) - 1,
          size: found.size,
          leafHash,
          proof: unhex(found.proof),
          root,
        }),
      ).toBe(true);
      const { commitments } = JSON.parse(found.leaf);
      for (const [group, key] of Object.entries(found.keys)) {
        const value = event[group as CommittedGroup]!;
        expect(commitGroup(Buffer.from(key, 'hex'), canonicalJson(value))).toBe(
          commitments[group],
        );
      }
    }
  });

  it('proves that the log only grew', async () => {
    const roots = [];
    for (const count of [3, 254, 300]) {
      await events.append(recordedEvents(count));
      roots.push(await opened());
    }
    for (const a of roots) {
      for (const b of roots.slice(roots.indexOf(a))) {
        const { proof } = await integrity.consistency({
          from: a.size,
          to: b.size,
        });
        expect(
          verifyConsistency({
            from: a.size,
            fromRoot: a.root,
            to: b.size,
            toRoot: b.root,
            proof: unhex(proof),
          }),
        ).toBe(true);
      }
    }
    const listed = await integrity.checkpoints({ below: 557, limit: 9 });
    expect(listed.map(({ size }) => size)).toEqual([257, 3]);
  });

  it('signs one checkpoint per size, also when asked by two at once', async () => {
    await events.append(recordedEvents(5));
    const other = await create();
    const [a, b] = await Promise.all([
      integrity.checkpoint(),
      other.checkpoint(),
    ]);
    expect(a).toEqual(b);
    expect(await integrity.checkpoint()).toEqual(a);
  });

  it('refuses to sign a log whose past was changed', async () => {
    await events.append(recordedEvents(5));
    await integrity.checkpoint();
    await knex(EVENTS_TABLE)
      .where('sequence', 2)
      .update({ leaf_hash: Buffer.alloc(32) });
    await events.append(recordedEvents(1));
    await expect(integrity.checkpoint()).rejects.toThrow(
      'The log was changed: its first 5 events have the root',
    );
  });

  it('keeps the key it made, and all keys when one is configured', async () => {
    await events.append(recordedEvents(1));
    const [own] = await integrity.verifierKeys();
    expect(own.startsWith(`${origin}+`)).toBe(true);
    expect(await (await create()).verifierKeys()).toEqual([own]);
    await integrity.checkpoint();
    await events.append(recordedEvents(1));
    const rotated = await create(newPem());
    expect((await opened(rotated)).size).toBe(2);
    const keys = await rotated.verifierKeys();
    expect(keys).toHaveLength(2);
    expect(keys).toContain(own);
    const { note } = await rotated.checkpoint();
    expect(() => openNote(note, [parseVerifierKey(own)])).toThrow(
      'The note is not signed by',
    );
  });

  it('says which key of the configuration is wrong', async () => {
    await expect(create('nonsense')).rejects.toThrow(
      "Configuration key 'auditLog.integrity.key' is wrong",
    );
  });

  it('answers what it can not prove with a sentence', async () => {
    const [event, later] = recordedEvents(2);
    await events.append([event]);
    await events.append([later]);
    const prove = (options: object) =>
      integrity.inclusion({
        event: later.id,
        visible: seeing([], events),
        ...options,
      });
    await expect(prove({ size: 3 })).rejects.toThrow(
      "Query parameter 'size' is 3: expected at most 2",
    );
    await expect(prove({ size: 1 })).rejects.toThrow(
      "Query parameter 'size' is 1: expected at least 2",
    );
    await expect(
      prove({
        visible: seeing([query => query.where('e.plugin', 'no')], events),
      }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      integrity.consistency({ from: 2, to: 1 }),
    ).rejects.toMatchObject({ name: 'InputError' });
    await expect(
      integrity.consistency({ from: 1, to: 3 }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });
});

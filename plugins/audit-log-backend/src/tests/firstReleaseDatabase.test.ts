import {
  AuditEvent,
  ExportedEvent,
  exportedEventSchema,
} from 'backstage-plugin-audit-log-common';
import {
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  hashLeaf,
  leafOfEvent,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  verifyConsistency,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  firstReleaseBucket,
  firstReleaseFacts,
  openFirstReleaseDatabase,
} from '../__testUtils__/firstRelease';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { startPortal } from '../__testUtils__/startPortal';
import { createIntegrity } from '../integrity';
import { DatabaseEventStore, EVENTS_TABLE, applyMigrations } from '../store';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('first release on %s', id => {
  let knex: Knex;
  let ids: string[];

  beforeEach(async () => {
    knex = await openFirstReleaseDatabase(databases, id);
    ids = await knex(EVENTS_TABLE).orderBy('sequence').pluck('id');
  });

  const scan = async (store: DatabaseEventStore) => {
    const events: ExportedEvent[] = [];
    const { sequence } = await store.completeTo();
    const range = { where: [], fromSequence: '1', toSequence: sequence };
    for await (const event of store.scan(range)) {
      events.push(event);
    }
    return events;
  };

  const leafOf = ({ proof, ...event }: ExportedEvent) =>
    hashLeaf(leafOfEvent(event, proof));

  it('keeps every event, each what its leaf hash says', async () => {
    await applyMigrations(knex);
    const store = await DatabaseEventStore.create({ knex });
    const events = await scan(store);
    expect(events.length).toBeGreaterThan(256);
    expect(events.map(event => event.id)).toEqual(ids);
    expect(events.map(({ sequence }) => sequence)).toEqual(
      ids.map((_, index) => String(index + 1)),
    );
    for (const event of events) {
      expect(exportedEventSchema.parse(event)).toEqual(event);
      expect(leafOf(event).toString('hex')).toBe(event.leafHash);
    }
    // All that the fixture was made to hold.
    const seen = (pick: (event: ExportedEvent) => unknown) =>
      new Set(events.map(pick));
    expect(seen(({ outcome }) => outcome)).toEqual(
      new Set(['succeeded', 'failed', 'unknown', 'pending']),
    );
    expect(seen(({ severity }) => severity).size).toBe(4);
    expect(seen(({ actor }) => actor?.type).size).toBe(3);
    expect(seen(({ amends }) => amends !== null).size).toBe(2);
  });

  it('is the log of the checkpoints that it signed, and goes on from it', async () => {
    await applyMigrations(knex);
    const store = await DatabaseEventStore.create({ knex });
    const integrity = await createIntegrity({
      knex,
      events: store,
      origin: 'portal.example/audit-log',
      clock: () => new Date(),
    });
    const { keys } = firstReleaseBucket(id);
    const key = readFileSync(keys, 'utf8').trim();
    expect(await integrity.verifierKeys()).toEqual([key]);
    const read = (note: string) =>
      parseCheckpoint(openNote(note, [parseVerifierKey(key)]).text);

    const leaves = (await scan(store)).map(leafOf);
    const stored = await integrity.checkpoints({ limit: 1000 });
    expect(stored.length).toBeGreaterThan(3);
    for (const { note } of stored) {
      const { size, root } = read(note);
      const frontier = appendLeaves(emptyFrontier, leaves.slice(0, size));
      expect(frontierRoot(frontier)).toEqual(root);
    }

    const added = recordedEvents(3);
    expect(await store.append(added)).toMatchObject({
      appended: 3,
      completeTo: { sequence: String(ids.length + 3) },
    });
    expect((await scan(store)).map(event => event.id)).toEqual([
      ...ids,
      ...added.map(event => event.id),
    ]);
    const before = read(stored[0].note);
    const after = read((await integrity.checkpoint()).note);
    expect(after.size).toBe(ids.length + 3);
    const { proof } = await integrity.consistency({
      from: before.size,
      to: after.size,
    });
    expect(
      verifyConsistency({
        from: before.size,
        to: after.size,
        fromRoot: before.root,
        toRoot: after.root,
        proof: proof.map(hash => Buffer.from(hash, 'hex')),
      }),
    ).toBe(true);
    // Delivered once more, an event of then is a duplicate.
    const [{ sequence, recordedAt, leafHash, proof: _, ...first }] = await scan(
      store,
    );
    const again = { ...first, actor: first.actor! };
    expect(await store.append([again])).toMatchObject({ duplicates: 1 });
  });

  it('shows Admins what they had set up, and every event', async () => {
    const facts = firstReleaseFacts(id);
    const { backend, call } = await startPortal({
      knex,
      auditLog: {
        storage: { localFolder: firstReleaseBucket(id).localFolder },
      },
    });
    const get = async (path: string) =>
      (await call('admin', 'get', path).expect(200)).body;

    expect(await get('/settings')).toMatchObject(facts.settings);
    // Whether a grant still holds depends on the day.
    const lasting = facts.grants.items.map(({ isActive, ...rest }) => rest);
    expect((await get('/grants')).items).toMatchObject(lasting);
    expect(await get('/legal-holds')).toMatchObject(facts.legalHolds);
    expect((await get('/views')).items).toMatchObject(facts.views.items);
    expect((await get('/storage-integrations')).items).toMatchObject(
      facts.storageIntegrations.items,
    );

    const events: AuditEvent[] = [];
    let cursor = '';
    while (events.length < ids.length) {
      const page = await get(`/events?order=asc&limit=150${cursor}`);
      expect(page.items).not.toEqual([]);
      events.push(...page.items);
      cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`;
    }
    expect(events.slice(0, ids.length).map(event => event.id)).toEqual(ids);
    const one = events[100];
    expect(await get(`/events/${one.id}`)).toEqual(one);
    await backend.stop();
  });
});

import {
  appendLeaves,
  canonicalJson,
  commitGroup,
  committedGroups,
  decodeFrontier,
  emptyFrontier,
  groupKey,
  hashLeaf,
  leafText,
} from 'backstage-plugin-audit-log-node';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import knexFactory, { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { runEventStoreSuite } from '../__testUtils__/eventStoreSuite';
import { recordedEvent, recordedEvents } from '../__testUtils__/recordedEvent';
import { QUARTER_COUNTS_TABLE, EVENTS_TABLE, HEAD_TABLE } from './columns';
import { DatabaseEventStore } from './DatabaseEventStore';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('DatabaseEventStore on %s', id => {
  let knex: Knex;

  const createStore = async () => {
    knex = await initDatabase(databases, id);
    return DatabaseEventStore.create({ knex });
  };

  runEventStoreSuite(createStore);

  it('keeps the frontier of all leaf hashes', async () => {
    const store = await createStore();
    await store.append(recordedEvents(5));
    await store.append(recordedEvents(8));
    const rows = await knex(EVENTS_TABLE).orderBy('sequence');
    const head = await knex(HEAD_TABLE).first();
    expect(decodeFrontier(13, head.frontier)).toEqual(
      appendLeaves(
        emptyFrontier,
        rows.map(row => row.leaf_hash),
      ),
    );
  });

  it('hashes what it stores and returns', async () => {
    const store = await createStore();
    await store.append([
      recordedEvent({ error: { name: 'E\0', message: '\ud800' } }),
      recordedEvent({
        client: {},
        target: null,
        meta: { z: 1, a: [-0, 1e21] },
      }),
    ]);
    const { items } = await store.list({ where: [], order: 'desc', limit: 9 });
    expect(items).toHaveLength(2);
    for (const event of items) {
      const row = await knex(EVENTS_TABLE).where('id', event.id).first();
      // Software that knows leaves of version 1 only must not find one.
      expect(row).toMatchObject({ salt: null, leaf_version: 2 });
      const commitments = Object.fromEntries(
        committedGroups
          .filter(group => event[group] !== null)
          .map(group => [
            group,
            commitGroup(
              groupKey(row.leaf_salt, group),
              canonicalJson(event[group]!),
            ),
          ]),
      );
      expect(
        hashLeaf(leafText({ ...event, commitments })).toString('hex'),
      ).toBe(event.leafHash);
    }
  });

  it('counts operations per quarter of an hour, superseded events not', async () => {
    const store = await createStore();
    const pending = recordedEvent({ outcome: 'pending' });
    await store.append([pending, ...recordedEvents(2)]);
    await store.append([
      recordedEvent({ amends: pending.id }),
      recordedEvent({ startedAt: '2026-11-22T09:59:59.999Z' }),
    ]);
    const counts = await knex(QUARTER_COUNTS_TABLE)
      .where('count', '<>', 0)
      .orderBy(['quarter_hour', 'outcome']);
    const hour = Date.parse('2026-11-22T10:00:00.000Z');
    expect(
      counts.map(row => [
        Number(row.quarter_hour),
        row.outcome,
        Number(row.count),
      ]),
    ).toEqual([
      [hour - 900_000, 'succeeded', 1],
      [hour, 'succeeded', 3],
    ]);
    await store.append([
      recordedEvent({ amends: pending.id, outcome: 'failed' }),
    ]);
    await store.append([recordedEvent({ amends: pending.id })]);
    const sums: Map<string, number> = new Map();
    for (const row of await knex(QUARTER_COUNTS_TABLE)) {
      sums.set(row.outcome, (sums.get(row.outcome) ?? 0) + Number(row.count));
    }
    expect(Object.fromEntries(sums)).toEqual({
      failed: 1,
      pending: 0,
      succeeded: 3,
    });
  });

  it('shows again what events of an older version have hidden', async () => {
    const store = await createStore();
    const failed = recordedEvent({ outcome: 'failed' });
    const ended = recordedEvent({ amends: failed.id });
    await store.append([failed, ended]);
    // As it was where the event appended last stood.
    await knex(EVENTS_TABLE)
      .where({ id: failed.id })
      .update({ superseded_by: ended.id });
    await knex(EVENTS_TABLE)
      .where({ id: ended.id })
      .update({ superseded_by: null });
    await knex(QUARTER_COUNTS_TABLE).update({ outcome: 'succeeded' });
    await store.append([recordedEvent({ amends: failed.id })]);
    const { items } = await store.list({ where: [], order: 'desc', limit: 9 });
    expect(items.map(event => event.id)).toEqual([failed.id]);
    const counts = await knex(QUARTER_COUNTS_TABLE).where('count', '<>', 0);
    expect(counts).toEqual([
      expect.objectContaining({ outcome: 'failed', severity_rank: 1 }),
    ]);
  });

  it('does not go back in time when the clock does', async () => {
    knex = await initDatabase(databases, id);
    let now = 2_000_000;
    const store = await DatabaseEventStore.create({ knex, clock: () => now });
    await store.append(recordedEvents(1));
    now = 1_000_000;
    const { completeTo } = await store.append(recordedEvents(1));
    expect(completeTo.time).toBe('1970-01-01T00:33:20.000Z');
  });

  it('leaves nothing behind when the transaction fails', async () => {
    const store = await createStore();
    await store.append(recordedEvents(2));
    await knex.schema.renameTable(QUARTER_COUNTS_TABLE, 'elsewhere');
    await expect(store.append(recordedEvents(2))).rejects.toThrow();
    await knex.schema.renameTable('elsewhere', QUARTER_COUNTS_TABLE);
    expect((await store.completeTo()).sequence).toBe('2');
    const { completeTo } = await store.append(recordedEvents(2));
    expect(completeTo.sequence).toBe('4');
  });

  it('of two processes takes turns, whoever was last', async () => {
    const first = await createStore();
    const second = await DatabaseEventStore.create({ knex });
    const batches = Array.from({ length: 12 }, () => recordedEvents(7));
    for (const [i, batch] of batches.entries()) {
      await (i % 3 === 0 ? first : second).append(batch);
    }
    await Promise.all(
      batches.map((_, i) =>
        (i % 2 === 0 ? first : second).append(recordedEvents(7)),
      ),
    );
    const rows = await knex(EVENTS_TABLE).orderBy('sequence');
    expect(rows.map(row => Number(row.sequence))).toEqual(
      Array.from({ length: 168 }, (_, i) => i + 1),
    );
    expect(rows.slice(0, 84).map(row => row.id)).toEqual(
      batches.flat().map(event => event.id),
    );
    const head = await knex(HEAD_TABLE).first();
    expect(decodeFrontier(168, head.frontier)).toEqual(
      appendLeaves(
        emptyFrontier,
        rows.map(row => row.leaf_hash),
      ),
    );
  });

  it('goes on after batches that were sent before or are refused', async () => {
    const store = await createStore();
    const [a, b, c, d] = Array.from({ length: 4 }, () => recordedEvents(3));
    const bad = [{ ...recordedEvent(), id: 'x' }];
    await store.append(a);
    const results = await Promise.allSettled([
      store.append(b),
      store.append([...a, ...b]),
      store.append(bad),
      store.append([...b, ...c]),
      store.append(d),
    ]);
    expect(
      results.map(
        result => result.status === 'fulfilled' && result.value.appended,
      ),
    ).toEqual([3, 0, false, 3, 3]);
    const rows = await knex(EVENTS_TABLE).orderBy('sequence');
    expect(rows.map(row => row.id)).toEqual(
      [a, b, c, d].flat().map(event => event.id),
    );
  });

  it('waits for an amended event only until it comes', async () => {
    const store = await createStore();
    const [begun, ended] = recordedEvents(2);
    const awaited = async () => (await knex(HEAD_TABLE).first()).awaited;
    await store.append([{ ...ended, amends: begun.id }]);
    expect(await awaited()).toBe(1);
    await store.append(recordedEvents(2));
    expect(await awaited()).toBe(1);
    await store.append([begun]);
    expect(await awaited()).toBe(0);
    await store.append([recordedEvent({ amends: begun.id })]);
    expect(await awaited()).toBe(0);
  });
});

const servers = databases
  .eachSupportedId()
  .filter(([id]) => id.startsWith('POSTGRES'));

describe.each(servers)('DatabaseEventStore on %s', id => {
  it('can be sent a batch again after its connections were cut', async () => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
    const { database } = knex.client.config.connection;
    const admin = knexFactory({
      client: 'pg',
      connection: { ...knex.client.config.connection, database: 'postgres' },
    });
    const sent: RecordedEvent[] = [];
    for (let round = 0; round < 8; round++) {
      const batch = recordedEvents(400);
      sent.push(...batch);
      const cut = admin.raw(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = ?`,
        [database],
      );
      let isAppended = false;
      while (!isAppended) {
        isAppended = await store.append(batch).then(
          () => true,
          () => false,
        );
      }
      await cut;
    }
    await admin.destroy();
    // The pool may still hand out a connection that was cut.
    let rows;
    while (!rows) {
      rows = await knex(EVENTS_TABLE)
        .orderBy('sequence')
        .catch(() => undefined);
    }
    expect(rows.map(row => row.id)).toEqual(sent.map(event => event.id));
    expect(Number(rows.at(-1).sequence)).toBe(sent.length);
  });
});

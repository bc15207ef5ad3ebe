import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore } from '../store';
import { DatabaseSeenTypes } from './DatabaseSeenTypes';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('DatabaseSeenTypes on %s', id => {
  it('remembers first and last, and searches only what is new', async () => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({
      knex,
      readTimeoutMs: 10_000,
    });
    const seen = new DatabaseSeenTypes({ knex });
    await expect(seen.read()).resolves.toEqual({ types: [], isComplete: true });

    const at = (startedAt: string, eventId: string) =>
      recordedEvent({ startedAt, endedAt: null, durationMs: null, eventId });
    await store.append([
      at('2026-11-20T10:00:00.000Z', 'entity-fetch'),
      at('2026-11-21T10:00:00.000Z', 'entity-fetch'),
      at('2026-11-21T11:00:00.000Z', 'location-mutate'),
    ]);
    await seen.read();
    await knex('audit_log_events').delete();
    await store.append([at('2026-11-19T10:00:00.000Z', 'entity-fetch')]);

    const [one, other] = await Promise.all([seen.read(), seen.read()]);
    expect(one.types).toEqual([
      {
        plugin: 'catalog',
        eventId: 'entity-fetch',
        category: 'CATALOG',
        firstSeen: '2026-11-19T10:00:00.000Z',
        lastSeen: '2026-11-21T10:00:00.000Z',
      },
      {
        plugin: 'catalog',
        eventId: 'location-mutate',
        category: 'CATALOG',
        firstSeen: '2026-11-21T11:00:00.000Z',
        lastSeen: '2026-11-21T11:00:00.000Z',
      },
    ]);
    expect(other.types).toHaveLength(2);
  });

  it('stops in time and goes on with the next call', async () => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({
      knex,
      readTimeoutMs: 10_000,
    });
    await store.append([recordedEvent()]);
    // As if there were several chunks: each look at the clock is past the end.
    await knex('audit_log_head').update({ sequence: 150_000 });
    let now = 0;
    const seen = new DatabaseSeenTypes({ knex, now: () => (now += 10_000) });
    await expect(seen.read()).resolves.toMatchObject({ isComplete: false });
    await expect(seen.read()).resolves.toMatchObject({ isComplete: true });
  });
});

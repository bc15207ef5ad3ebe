import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { EVENTS_TABLE } from './columns';
import { DatabaseEventStore } from './DatabaseEventStore';
import { EventReader, ReadTimeoutError } from './EventReader';
import { limitTime } from './limitTime';
import { narrow } from './narrow';
import { ReadingScope, readWindows, stretchOf } from './readWindows';
import { EventPredicate } from './types';

jest.setTimeout(120_000);

const start = Date.parse('2026-11-22T10:00:00.000Z');
const eventCount = 6_000;

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('windows on %s', id => {
  let knex: Knex;
  let store: DatabaseEventStore;

  beforeAll(async () => {
    knex = await initDatabase(databases, id);
    store = await DatabaseEventStore.create({ knex });
    // Out of order, and many at the same time.
    const events = recordedEvents(eventCount, i => ({
      startedAt: new Date(start + ((i * 7919) % 500) * 10).toISOString(),
    }));
    for (let i = 0; i < eventCount; i += 1000) {
      await store.append(events.slice(i, i + 1000));
    }
  });

  const place = fc.record({
    startedAt: fc.integer({ min: start - 100, max: start + 5_100 }),
    sequence: fc.integer({ min: 0, max: eventCount + 1 }),
  });
  const scopes: fc.Arbitrary<ReadingScope> = fc.record(
    {
      order: fc.constantFrom('asc', 'desc', 'polling'),
      from: fc.integer({ min: start - 100, max: start + 5_100 }),
      to: fc.integer({ min: start - 100, max: start + 5_100 }),
      after: place,
    },
    { requiredKeys: ['order'] },
  );

  it('cover a scope exactly once and in its order', async () => {
    const reader: EventReader = {
      knex,
      completeTo: { sequence: String(eventCount), time: null },
      isStoppable: false,
      // There is no plan to ask PostgreSQL for in SQLite's words.
      run: async (query: Knex.QueryBuilder | Knex.Raw) =>
        id === 'POSTGRES_15' && !('where' in query) ? [] : query,
    };
    const queryOf = (scope: ReadingScope) => (stretch: EventPredicate) => {
      const query: Knex.QueryBuilder = knex({
        e: EVENTS_TABLE,
      }).select('e.sequence');
      narrow(query, [stretch]);
      const order = scope.order === 'polling' ? 'asc' : scope.order;
      if (scope.order !== 'polling') {
        query.orderBy('e.started_at', order);
      }
      return query.orderBy('e.sequence', order);
    };
    await fc.assert(
      fc.asyncProperty(scopes, async scope => {
        const query = queryOf(scope);
        const found: unknown[] = [];
        const sizes = { first: 700, least: 300, most: Infinity };
        let windows = 0;
        for await (const rows of readWindows(reader, scope, query, sizes)) {
          windows += 1;
          found.push(...rows);
        }
        expect(found).toEqual(await query(stretchOf(scope)));
        expect(windows).toBeGreaterThanOrEqual(found.length > 700 ? 2 : 1);
      }),
      { numRuns: 25 },
    );
  });

  const search = (text: string) => ({
    where: [
      (query: Knex.QueryBuilder) =>
        query.where('e.search', 'like', `%${text}%`),
    ],
    order: 'desc' as const,
    limit: 100,
  });

  it('let others have a turn while nothing is found', async () => {
    let turns = 0;
    let isOver = false;
    const others = (async () => {
      while (!isOver) {
        await setImmediate();
        turns += 1;
      }
    })();
    const page = await store.list(search('there is no such text'));
    isOver = true;
    await others;
    expect(page.items).toEqual([]);
    // At the least one for each window of 1,000, 2,000 and 4,000 events.
    expect(turns).toBeGreaterThanOrEqual(3);
  });

  it('are given up when the time is over', async () => {
    const read = limitTime({ knex, timeoutMs: 1 }, async reader => {
      const scope: ReadingScope = { order: 'desc' };
      const count: Parameters<typeof readWindows>[2] = stretch => {
        const query = knex({ e: EVENTS_TABLE }).count();
        narrow(query, [stretch]);
        return id === 'SQLITE_3' ? query : knex.select(knex.raw('pg_sleep(1)'));
      };
      // However fast the machine is, this does not end by itself.
      for (;;) {
        for await (const _ of readWindows(reader, scope, count)) {
          // Goes on.
        }
      }
    });
    await expect(read).rejects.toThrow(ReadTimeoutError);
  });
});

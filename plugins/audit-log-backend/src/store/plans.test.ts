import { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { encodeCursor } from './cursor';
import { DatabaseEventStore } from './DatabaseEventStore';
import { wholePageQuery } from './listEvents';
import { EVENTS_TABLE } from './columns';
import { ListEventsOptions } from './types';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const key = Buffer.alloc(32);
const actors = 200;
const rows = 10_000;
const hour = 3_600_000;
const start = Date.parse('2026-11-22T10:00:00.000Z');
const middle = start + (rows / 2) * 1000;

const page: ListEventsOptions = { where: [], order: 'desc', limit: 100 };

const wholeTable = /Seq Scan|SCAN e$/m;
const wholeTableOrSort = /Seq Scan|SCAN e$|Sort|TEMP B-TREE/m;

/** Few rows are found by the other indexes, and may be sorted. */
const inIndexOrder = ['time', 'pkey'];

/** Each read with the only index that it may use. */
const reads: [string, Partial<ListEventsOptions>, string][] = [
  ['first page', {}, 'time'],
  [
    'page in the middle',
    {
      cursor: encodeCursor(key, {
        order: 'desc',
        startedAtMs: middle,
        sequence: 5000,
      }),
    },
    'time',
  ],
  [
    'range of time',
    {
      from: new Date(middle - hour).toISOString(),
      to: new Date(middle).toISOString(),
      order: 'asc',
    },
    'time',
  ],
  [
    'polling from the middle',
    {
      order: 'asc',
      cursor: encodeCursor(key, {
        order: 'polling',
        startedAtMs: null,
        sequence: 5000,
      }),
    },
    'pkey',
  ],
  [
    'one person',
    { where: [q => q.where('e.actor_user', 'user:default/u7')] },
    'actor',
  ],
  [
    'one target',
    { where: [q => q.where('e.target_ref', 'component:default/c7')] },
    'target',
  ],
  ['one trace', { where: [q => q.where('e.trace_id', 'trace-7')] }, 'trace'],
  [
    'one outcome, newest first',
    { where: [q => q.where('e.outcome', 'succeeded')] },
    'time',
  ],
];

describe.each(databases.eachSupportedId())('plans on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
    for (let i = 0; i < rows; i += 1000) {
      await store.append(
        recordedEvents(1000, n => ({
          startedAt: new Date(start + (i + n) * 1000).toISOString(),
          actor: { type: 'user', ref: `user:default/u${n % actors}` },
          target: {
            type: 'component',
            ref: `component:default/c${(i + n) % actors}`,
          },
          request: { traceId: `trace-${i + n}` },
        })),
      );
    }
    await knex.raw('analyze');
  });

  /** How the database would run a query, one step per line. */
  async function planOf(query: Knex.QueryBuilder): Promise<string> {
    const { sql, bindings } = query.toSQL().toNative();
    const explain = id === 'SQLITE_3' ? 'explain query plan' : 'explain';
    const text = knex.client.config.client === 'pg' ? query.toQuery() : sql;
    const result = await knex.raw(
      `${explain} ${text}`,
      knex.client.config.client === 'pg' ? [] : [...bindings],
    );
    return (result.rows ?? result)
      .map((row: Record<string, string>) => row['QUERY PLAN'] ?? row.detail)
      .join('\n');
  }

  const indexInPlan = (index: string) =>
    index === 'pkey' && id === 'SQLITE_3'
      ? 'INTEGER PRIMARY KEY'
      : `${EVENTS_TABLE}_${index}`;

  it.each(reads)('%s is read by its index', async (_, options, index) => {
    const plan = await planOf(
      wholePageQuery(knex, key, { ...page, ...options }),
    );
    expect(plan).toContain(indexInPlan(index));
    expect(plan).not.toMatch(
      inIndexOrder.includes(index) ? wholeTableOrSort : wholeTable,
    );
  });

  it('an event is found by the index of its id', async () => {
    const plan = await planOf(
      knex({ e: EVENTS_TABLE }).where('e.id', uuid()).select('e.*'),
    );
    expect(plan).toContain(indexInPlan('id'));
  });
});

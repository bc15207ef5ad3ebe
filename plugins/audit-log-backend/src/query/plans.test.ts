import {
  histogramQuerySchema,
  parseQuery,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { seeing } from '../__testUtils__/seeing';
import { recordedEvents } from '../__testUtils__/recordedEvent';
import { EventExplorer } from '../explore';
import { DatabaseEventStore } from '../store';
import { createQueryTranslator } from './translateQuery';

jest.setTimeout(120_000);

const rows = 20_000;
const batch = 2_000;
const actors = 200;
const start = Date.parse('2026-11-22T10:00:00.000Z');
const clock = () => new Date(start + rows * 1000);

/** The index that finds the newest events of a query, on each database. */
const plans: [q: string, sqlite: string, postgres: string][] = [
  ['', 'time', 'time'],
  ['outcome:succeeded', 'time', 'time'],
  ['actor:u7', 'actor', 'actor'],
  ['actor:u7 severity>=medium -event:entity-fetch', 'actor', 'actor'],
  ['actor:u7,u8', 'actor', 'actor'],
  ['target:component:default/c7', 'target', 'target'],
  ['target:component:default/c199*', 'target', 'target'],
  ['trace:trace-77', 'trace', 'trace'],
  ['sequence:4711', 'rowid', 'pkey'],
  ['actor:user:default/u19*', 'actor', 'time'],
  ['time:2026-11-22T10:05..2026-11-22T10:06', 'time', 'time'],
  ['c1999', 'time', 'search'],
  ['"default/c1999"', 'time', 'search'],
  ['component', 'time', 'time'],
  ['meta.taskId:4711', 'time', 'meta'],
  ['meta.actionType:create', 'time', 'time'],
];

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('plans of queries on %s', id => {
  let knex: Knex;
  let store: DatabaseEventStore;

  beforeAll(async () => {
    knex = await initDatabase(databases, id);
    store = await DatabaseEventStore.create({ knex });
    for (let i = 0; i < rows; i += batch) {
      await store.append(
        recordedEvents(batch, n => ({
          startedAt: new Date(start + (i + n) * 1000).toISOString(),
          actor: { type: 'user', ref: `user:default/u${n % actors}` },
          target: {
            type: 'component',
            ref: `component:default/c${(i + n) % 2000}`,
          },
          request: { traceId: `trace-${i + n}` },
          meta: { actionType: 'create', taskId: i + n },
        })),
      );
    }
    // Only pages known to be visible to all are not looked at again.
    await knex.raw(id === 'SQLITE_3' ? 'analyze' : 'vacuum analyze');
  });

  /** How the database finds the rows of the page that a query asks for. */
  const planOf = (q: string) =>
    planOfLast(/^select .*order by/s, () =>
      store.list({
        where: createQueryTranslator({ knex, clock })(parseQuery(q)),
        order: 'desc',
        limit: 100,
      }),
    );

  /** How the database runs the last statement that looks like this. */
  async function planOfLast(
    pattern: RegExp,
    read: () => Promise<unknown>,
  ): Promise<string> {
    let last: { sql: string; bindings: unknown[] } | undefined;
    const listen = (query: { sql: string; bindings: unknown[] }) => {
      if (pattern.test(query.sql)) {
        last = query;
      }
    };
    knex.on('query', listen);
    await read();
    knex.off('query', listen);

    const { sql, bindings } = last!;
    const connection = await knex.client.acquireConnection();
    try {
      const steps: Record<string, string>[] =
        id === 'SQLITE_3'
          ? connection.prepare(`explain query plan ${sql}`).all(...bindings)
          : (await connection.query(`explain ${sql}`, bindings)).rows;
      return steps.map(step => step['QUERY PLAN'] ?? step.detail).join('\n');
    } finally {
      await knex.client.releaseConnection(connection);
    }
  }

  it.each(plans)('%j is found by an index', async (q, sqlite, postgres) => {
    const plan = await planOf(q);
    const index = id === 'SQLITE_3' ? sqlite : postgres;
    expect(plan).toContain(
      index === 'rowid' ? 'INTEGER PRIMARY KEY' : `audit_log_events_${index}`,
    );
    expect(plan).not.toMatch(/Seq Scan on audit_log_events|SCAN e$/m);
  });

  it.each([
    ['actor:u7', 'actor'],
    ['target:component:default/c7 -outcome:failed', 'target'],
  ])('%j is counted from the index alone', async (q, index) => {
    const explorer = new EventExplorer({ knex, clock, timeoutMs: 60_000 });
    for (const by of ['outcome', 'plugin']) {
      const plan = await planOfLast(/^select .*group by 1, 2/s, () =>
        explorer.histogram(histogramQuerySchema.parse({ q, by }), seeing()),
      );
      expect(plan).toMatch(
        id === 'SQLITE_3'
          ? `USING COVERING INDEX audit_log_events_${index}`
          : `Index Only Scan using audit_log_events_${index}`,
      );
    }
  });
});

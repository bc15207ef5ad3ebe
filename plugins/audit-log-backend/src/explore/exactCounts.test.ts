import {
  facetsQuerySchema,
  groupsQuerySchema,
  histogramQuerySchema,
  outcomes,
  RecordedEvent,
  severities,
} from 'backstage-plugin-audit-log-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { columnIn } from '../access';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { seeing } from '../__testUtils__/seeing';
import {
  countedColumns,
  DatabaseEventPruner,
  DatabaseEventStore,
  DAY_COUNTS_TABLE,
  EventPredicate,
  EventRow,
  EVENTS_TABLE,
  HOUR_COUNTS_TABLE,
  QUARTER_COUNTS_TABLE,
} from '../store';
import { EventExplorer } from './EventExplorer';

jest.setTimeout(300_000);

const QUARTER_MS = 900_000;
const HOUR_MS = 4 * QUARTER_MS;
const DAY_MS = 24 * HOUR_MS;
const start = Date.parse('2026-11-18T00:00:00.000Z');
const end = start + 4 * DAY_MS;

/** What one step does to the log. */
type Step =
  | { kind: 'append'; events: Partial<RecordedEvent>[] }
  | { kind: 'amend'; which: number; event: Partial<RecordedEvent> }
  | { kind: 'remove'; limit: number; before: number; plugin?: string };

const time = fc.integer({ min: start, max: end - 1 });

const eventArbitrary = fc
  .record({
    at: time,
    plugin: fc.constantFrom('catalog', "o'neil\\", 'scaffolder'),
    category: fc.constantFrom('CATALOG', 'ACCESS'),
    severity: fc.constantFrom(...severities),
    outcome: fc.constantFrom(...outcomes),
    isService: fc.boolean(),
  })
  .map(
    ({ at, isService, ...rest }): Partial<RecordedEvent> => ({
      ...rest,
      startedAt: new Date(at).toISOString(),
      actor: isService
        ? { type: 'service', ref: 'plugin:search' }
        : { type: 'user', ref: 'user:default/ada' },
    }),
  );

const stepArbitrary: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('append' as const),
    events: fc.array(eventArbitrary, { minLength: 1, maxLength: 12 }),
  }),
  fc.record({
    kind: fc.constant('amend' as const),
    which: fc.nat({ max: 50 }),
    event: eventArbitrary,
  }),
  fc.record({
    kind: fc.constant('remove' as const),
    limit: fc.integer({ min: 1, max: 10 }),
    before: time,
    plugin: fc.option(fc.constantFrom('catalog', 'scaffolder'), {
      nil: undefined,
    }),
  }),
);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('counts on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await initDatabase(databases, id);
  });

  async function empty() {
    await new DatabaseEventPruner({ knex }).prune({ where: [], limit: 1e6 });
    await knex('audit_log_removed_leaves').delete();
  }

  /** Applies steps; ids of appended events may be amended later. */
  async function apply(steps: Step[], store: DatabaseEventStore) {
    const pruner = new DatabaseEventPruner({ knex });
    const ids: string[] = [];
    for (const step of steps) {
      if (step.kind === 'append') {
        const events = step.events.map(recordedEvent);
        ids.push(...events.map(event => event.id));
        await store.append(events);
      } else if (step.kind === 'amend') {
        const amends = ids[step.which % (ids.length + 1)] ?? uuid();
        const event = recordedEvent({ ...step.event, amends });
        ids.push(event.id);
        await store.append([event]);
      } else {
        const { limit, before, plugin } = step;
        const where: EventPredicate[] = plugin
          ? [query => query.where('e.plugin', plugin)]
          : [];
        await pruner.prune({ where, limit, startedBefore: before });
      }
    }
  }

  /** The rows of a table of counts, next to a plain count of the events. */
  async function compare(table: string, unit: string, unitMs: number) {
    // Of an hour all of whose operations ended in another one, 0 is kept.
    const kept = await knex(table).whereNot('count', 0);
    const asText = (row: Record<string, unknown>, begin: unknown) =>
      [begin, ...countedColumns.map(name => row[name])].join('|');
    const counted = new Map<string, number>();
    const rows: EventRow[] = await knex(EVENTS_TABLE).whereNull(
      'superseded_by',
    );
    for (const row of rows) {
      const begin = Math.floor(Number(row.started_at) / unitMs) * unitMs;
      const key = asText({ ...row }, begin);
      counted.set(key, (counted.get(key) ?? 0) + 1);
    }
    expect(
      new Map(kept.map(row => [asText(row, row[unit]), Number(row.count)])),
    ).toEqual(counted);
  }

  async function compareAll() {
    await compare(QUARTER_COUNTS_TABLE, 'quarter_hour', QUARTER_MS);
    await compare(HOUR_COUNTS_TABLE, 'hour', HOUR_MS);
    await compare(DAY_COUNTS_TABLE, 'day', DAY_MS);
  }

  async function plainCount(
    column: string,
    narrowing: (query: Knex.QueryBuilder) => void,
    from: number,
    to: number,
  ) {
    const query: Knex.QueryBuilder = knex({ e: EVENTS_TABLE })
      .whereNull('e.superseded_by')
      .where('e.started_at', '>=', from)
      .where('e.started_at', '<', to)
      .select({ value: column })
      .count({ count: '*' })
      .groupBy(column);
    narrowing(query);
    const rows: Record<string, string>[] = await query;
    return new Map(rows.map(({ value, count }) => [value, Number(count)]));
  }

  it('are what a plain count finds, whatever was appended, amended or removed', async () => {
    const explorer = new EventExplorer({
      knex,
      timeoutMs: 60_000,
      clock: () => new Date(end),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(stepArbitrary, { minLength: 1, maxLength: 12 }),
        time,
        time,
        // Hours from UTC, half an hour more, three quarters, and half an hour
        // that the clock is changed by.
        fc.constantFrom(
          'Europe/Rome',
          'Asia/Kolkata',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
        ),
        fc.constantFrom('15m', '1h', '6h', '1d'),
        async (steps, one, other, zone, interval) => {
          await empty();
          await apply(steps, await DatabaseEventStore.create({ knex }));
          await compareAll();

          const [from, to] = [Math.min(one, other), Math.max(one, other) + 1];
          const range = {
            from: new Date(from).toISOString(),
            to: new Date(to).toISOString(),
          };
          const granted = columnIn('e.category', ['CATALOG']);
          const narrowing = (query: Knex.QueryBuilder) => {
            query.where('e.category', 'CATALOG').where('e.plugin', 'catalog');
          };
          const expected = await plainCount('outcome', narrowing, from, to);
          const histogram = await explorer.histogram(
            histogramQuerySchema.parse({ ...range, q: 'plugin:catalog' }),
            seeing([granted]),
          );
          expect(
            new Map(histogram.series.map(({ value, total }) => [value, total])),
          ).toEqual(expected);
          const groups = await explorer.groups(
            groupsQuerySchema.parse({
              ...range,
              ...{ zone, interval, by: 'outcome', q: 'plugin:catalog' },
            }),
            seeing([granted]),
          );
          const bounds = [...groups.buckets, groups.end].map(Date.parse);
          for (const { value, counts } of groups.series) {
            for (const [i, count] of counts.entries()) {
              const begin = Math.max(from, bounds[i]);
              const finish = Math.min(to, bounds[i + 1]);
              const plain =
                count > 0
                  ? await plainCount('outcome', narrowing, begin, finish)
                  : undefined;
              expect(plain?.get(value!) ?? 0).toBe(count);
            }
          }
          expect(
            new Map(groups.series.map(({ value, total }) => [value, total])),
          ).toEqual(expected);
          const { facets } = await explorer.facets(
            facetsQuerySchema.parse({
              ...range,
              q: 'plugin:catalog',
              fields: 'outcome,event',
            }),
            seeing([granted]),
          );
          expect(
            new Map(facets[0].values.map(({ value, count }) => [value, count])),
          ).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('stay exact while two processes append and a third one removes', async () => {
    await empty();
    const stores = await Promise.all(
      [1, 2].map(() => DatabaseEventStore.create({ knex })),
    );
    const pruner = new DatabaseEventPruner({ knex });
    const batches = fc.sample(
      fc.array(eventArbitrary, { minLength: 5, maxLength: 30 }),
      { numRuns: 40, seed: 7 },
    );
    await Promise.all([
      ...stores.map(async (store, i) => {
        for (const batch of batches.filter((_, n) => n % 2 === i)) {
          const [first, ...others] = batch.map(recordedEvent);
          await store.append([first, ...others]);
          await store.append([recordedEvent({ amends: first.id })]);
        }
      }),
      (async () => {
        for (let i = 0; i < 20; i++) {
          await pruner.prune({ where: [], limit: 20 });
        }
      })(),
    ]);
    await compareAll();
    await empty();
    expect(await knex(QUARTER_COUNTS_TABLE)).toEqual([]);
    expect(await knex(HOUR_COUNTS_TABLE)).toEqual([]);
    expect(await knex(DAY_COUNTS_TABLE)).toEqual([]);
  });
});

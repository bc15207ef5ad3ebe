import {
  facetsQuerySchema,
  facetsResponseSchema,
  groupsQuerySchema,
  groupsResponseSchema,
  histogramQuerySchema,
  histogramResponseSchema,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { seeing } from '../__testUtils__/seeing';
import { DatabaseEventStore, EventPredicate } from '../store';
import { EventExplorer } from './EventExplorer';

jest.setTimeout(120_000);

const HOUR_MS = 3_600_000;
const start = Date.parse('2026-11-20T00:00:00.000Z');
const now = Date.parse('2026-11-22T00:00:00.000Z');

/** Two days of events, one every seven minutes, in a fixed pattern. */
const events = Array.from({ length: 400 }, (_, i): RecordedEvent => {
  const isService = i % 5 === 0;
  return recordedEvent({
    startedAt: new Date(start + i * 7 * 60_000).toISOString(),
    plugin: ['catalog', 'scaffolder', 'permission'][i % 3],
    category: ['CATALOG', 'TEMPLATES', 'PERMISSIONS'][i % 3],
    severity: (['low', 'medium', 'high', 'critical'] as const)[i % 4],
    outcome: i % 7 === 0 ? 'failed' : 'succeeded',
    actor: isService
      ? { type: 'service', ref: 'plugin:search' }
      : { type: 'user', ref: `user:default/u${i % 11}` },
    target: i % 6 === 0 ? null : { type: 'task', ref: `t${i % 13}` },
    meta: i % 2 === 0 ? { taskId: i % 3, tags: ['a'] } : null,
  });
});

type Keep = (event: RecordedEvent) => boolean;

/** Counts in plain JavaScript what the SQL is asked for. */
function tally(
  keep: Keep,
  valueOf: (event: RecordedEvent) => string | null,
): Map<string | null, number> {
  const counts = new Map<string | null, number>();
  for (const event of events.filter(keep)) {
    const value = valueOf(event);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
}

const queries: [q: string, keep: Keep][] = [
  ['', () => true],
  ['plugin:catalog', e => e.plugin === 'catalog'],
  [
    'severity>=high -outcome:failed',
    e => ['high', 'critical'].includes(e.severity) && e.outcome !== 'failed',
  ],
  [
    'actorType:user category:api,templates',
    e => e.actor.type === 'user' && e.category === 'TEMPLATES',
  ],
  ['actor:u3', e => e.actor.ref === 'user:default/u3'],
  ['-target:*', e => e.target === null],
  ['u10', e => e.actor.ref === 'user:default/u10'],
];

const ranges: [from: string | undefined, to: string | undefined][] = [
  [undefined, undefined],
  ['2026-11-20T00:00:00Z', '2026-11-21T12:00:00Z'],
  ['2026-11-20T03:21:07.500Z', '2026-11-21T17:49:00Z'],
  ['2026-11-20T05:10:00+01:00', '2026-11-20T05:50:00+01:00'],
];

const isIn =
  ([from, to]: (typeof ranges)[number]): Keep =>
  event => {
    const time = Date.parse(event.startedAt);
    return (
      (!from || time >= Date.parse(from)) && (!to || time < Date.parse(to))
    );
  };

const cases = queries.flatMap(([q, keep]) =>
  ranges.map(range => ({ q, keep, range })),
);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('EventExplorer on %s', id => {
  let knex: Knex;
  let explorer: EventExplorer;

  beforeAll(async () => {
    knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
    const pending = recordedEvent({
      ...events[0],
      id: recordedEvent().id,
      outcome: 'pending',
    });
    await store.append([pending, { ...events[0], amends: pending.id }]);
    await store.append(events.slice(1));
    explorer = new EventExplorer({
      knex,
      timeoutMs: 60_000,
      clock: () => new Date(now),
    });
  });

  const rule: EventPredicate = query => query.whereNot('e.plugin', 'none');

  describe.each([
    ['without access rules', []],
    ['with an access rule', [rule]],
  ])('%s', (_, where: EventPredicate[]) => {
    const histogram = async (query: object) => {
      const answer = await explorer.histogram(
        histogramQuerySchema.parse(query),
        seeing(where),
      );
      expect(histogramResponseSchema.parse(answer)).toEqual(answer);
      return answer;
    };

    it.each(cases)('counts $q over $range', async ({ q, keep, range }) => {
      for (const [by, valueOf] of [
        ['outcome', (e: RecordedEvent) => e.outcome],
        ['severity', (e: RecordedEvent) => e.severity],
        ['plugin', (e: RecordedEvent) => e.plugin],
      ] as const) {
        const [from, to] = range;
        const answer = await histogram({ q, from, to, by, buckets: '24' });
        const inRange = (e: RecordedEvent) => keep(e) && isIn(range)(e);
        expect(
          new Map(answer.series.map(({ value, total }) => [value, total])),
        ).toEqual(tally(inRange, valueOf));

        const starts = answer.buckets.map(text => Date.parse(text));
        const ends = [...starts.slice(1), Date.parse(answer.end)];
        for (const { value, counts } of answer.series) {
          expect(counts).toEqual(
            starts.map(
              (bucketStart, i) =>
                events.filter(e => {
                  const time = Date.parse(e.startedAt);
                  return (
                    inRange(e) &&
                    valueOf(e) === value &&
                    time >= bucketStart &&
                    time < ends[i]
                  );
                }).length,
            ),
          );
        }
      }
    });

    it.each(cases)(
      'facets by counts $q over $range',
      async ({ q, keep, range: [from, to] }) => {
        const { facets } = await explorer.facets(
          facetsQuerySchema.parse({ q, from, to, fields: 'actorType' }),
          seeing(where),
        );
        const [{ values }] = facets;
        const isNarrowed = q.includes('actorType');
        expect(
          new Map(values.map(({ value, count }) => [value, count])),
        ).toEqual(
          tally(
            e =>
              isIn([from, to])(e) &&
              (isNarrowed ? e.plugin === 'scaffolder' : keep(e)),
            e => e.actor.type,
          ),
        );
      },
    );

    it.each(cases)('facets $q over $range', async ({ q, keep, range }) => {
      const { facets } = await explorer.facets(
        facetsQuerySchema.parse({
          q: `${q} action:create`,
          from: range[0],
          to: range[1],
          fields: 'action,target,status,ip,meta.taskId,plugin,actor,outcome',
          limit: 100,
        }),
        seeing(where),
      );
      expect(facetsResponseSchema.shape.facets.parse(facets)).toEqual(facets);
      const inRange = (e: RecordedEvent) => keep(e) && isIn(range)(e);
      const found = Object.fromEntries(
        facets.map(({ field, values }) => [
          field,
          new Map(values.map(({ value, count }) => [value, count])),
        ]),
      );
      expect(found.target).toEqual(tally(inRange, e => e.target?.ref ?? null));
      expect(found.ip).toEqual(tally(inRange, () => '10.0.0.1'));
      expect(found.status).toEqual(tally(inRange, () => '201'));
      expect(found['meta.taskId']).toEqual(
        tally(inRange, e => e.meta && String(e.meta.taskId)),
      );
    });
  });

  it('shows other values of a field that the query narrows', async () => {
    const facetsOf = async (q: string) => {
      const { facets } = await explorer.facets(
        facetsQuerySchema.parse({
          q,
          fields: 'plugin,outcome,actor',
          limit: 100,
        }),
        seeing(),
      );
      return facets.map(({ field, values }) => [
        field,
        new Map(values.map(({ value, count }) => [value, count])),
      ]);
    };
    const isFailed: Keep = e => e.outcome === 'failed';
    const actorOf = (e: RecordedEvent) => e.actor.ref;
    expect(await facetsOf('plugin:catalog outcome:failed')).toEqual([
      ['plugin', tally(isFailed, e => e.plugin)],
      [
        'outcome',
        tally(
          e => e.plugin === 'catalog',
          e => e.outcome,
        ),
      ],
      ['actor', expect.any(Map)],
    ]);
    const [, , [, actors]] = await facetsOf('-actor:u3 actor:u4');
    const others = tally(e => actorOf(e) !== 'user:default/u3', actorOf);
    expect((actors as Map<string, number>).has('user:default/u3')).toBe(false);
    expect((actors as Map<string, number>).get('user:default/u5')).toBe(
      others.get('user:default/u5'),
    );
  });

  it('shows only the most frequent values, and those that contain a text', async () => {
    const facetOf = async (query: object) => {
      const { facets } = await explorer.facets(
        facetsQuerySchema.parse({ fields: 'actor', ...query }),
        seeing(),
      );
      return facets[0];
    };
    const few = await facetOf({ limit: 2 });
    expect(few.values.map(({ value }) => value)).toEqual([
      'plugin:search',
      expect.stringMatching(/^user:/),
    ]);
    expect(few).toMatchObject({ hasMore: true, countedNewest: null });
    const some = await facetOf({ containing: 'U1' });
    expect(some.values.map(({ value }) => value).sort()).toEqual([
      'user:default/u1',
      'user:default/u10',
    ]);
    expect(some.hasMore).toBe(false);
  });

  it('groups by a field and over days of a time zone', async () => {
    const answer = await explorer.groups(
      groupsQuerySchema.parse({
        q: 'outcome:succeeded',
        by: 'actor',
        interval: '1d',
        zone: 'Asia/Kathmandu',
        limit: '3',
      }),
      seeing(),
    );
    expect(groupsResponseSchema.parse(answer)).toEqual(answer);
    expect(answer.buckets[0]).toBe('2026-11-19T18:15:00.000Z');
    const inDay = (event: RecordedEvent) =>
      Math.floor((Date.parse(event.startedAt) + 5.75 * HOUR_MS) / 86_400_000) -
      Math.floor((start + 5.75 * HOUR_MS) / 86_400_000);
    const succeeded: Keep = e => e.outcome === 'succeeded';
    const totals = tally(succeeded, e => e.actor.ref);
    expect(answer.series).toHaveLength(3);
    for (const { value, total, counts } of answer.series) {
      expect(total).toBe(totals.get(value));
      expect(counts).toEqual(
        [0, 1, 2].map(
          day =>
            events.filter(
              e => succeeded(e) && e.actor.ref === value && inDay(e) === day,
            ).length,
        ),
      );
    }
    const shown = answer.series.reduce((sum, { total }) => sum + total, 0);
    expect(answer.other?.total).toBe(events.filter(succeeded).length - shown);
  });

  it('groups over the whole range where no interval is given', async () => {
    const answer = await explorer.groups(
      groupsQuerySchema.parse({ by: 'meta.tags' }),
      seeing(),
    );
    expect(answer.buckets).toHaveLength(1);
    expect(answer.interval).toBeNull();
    expect(answer.series.map(({ value, total }) => [value, total])).toEqual(
      [
        [expect.anything(), 200],
        [null, 200],
      ].sort((a, b) => Number(a[0] !== null) - Number(b[0] !== null)),
    );
  });

  it.each([
    ['a field that is none', { by: 'plugni' }, /There is no field "plugni"/],
    ['a field of many values', { by: 'duration' }, /can't be grouped by/],
    ['a path that is none', { by: 'meta.' }, /such as meta.taskId/],
    ['a path with more', { by: 'meta.a:1 b' }, /such as meta.taskId/],
    [
      'a range that ends before it begins',
      {
        by: 'plugin',
        from: '2026-11-22T00:00:00Z',
        to: '2026-11-21T00:00:00Z',
      },
      /expected a time before 'to'/,
    ],
    [
      'too many buckets',
      { by: 'plugin', interval: '1s' },
      /more than 1000 buckets/,
    ],
    ['a wrong query', { by: 'plugin', q: 'x:y' }, /wrong at character 1/],
  ])('refuses %s', async (_, query, sentence) => {
    await expect(
      explorer.groups(groupsQuerySchema.parse(query), seeing()),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(sentence),
    });
  });

  it('tells of no time that the caller may not see events of', async () => {
    const query = groupsQuerySchema.parse({ by: 'outcome' });
    const rangeFor = async (plugin: string) => {
      const only: EventPredicate = one => void one.where('e.plugin', plugin);
      const { from, to } = await explorer.groups(query, seeing([only]));
      return { from: Date.parse(from), to: Date.parse(to) };
    };
    expect(await rangeFor('scaffolder')).toEqual({
      from: start + 7 * 60_000,
      to: now + 1,
    });
    const nothing = await rangeFor('kubernetes');
    expect(nothing).toEqual({ from: now, to: now + 1 });
  });

  it('says which sequence the answer is complete to', async () => {
    const { completeTo } = await explorer.facets(
      facetsQuerySchema.parse({}),
      seeing(),
    );
    expect(completeTo.sequence).toBe('401');
  });
});

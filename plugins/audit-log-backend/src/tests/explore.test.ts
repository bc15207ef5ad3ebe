import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const eva = 'user:default/eva';

const events: RecordedEvent[] = [
  recordedEvent({ actor: { type: 'user', ref: eva } }),
  recordedEvent({ actor: { type: 'user', ref: eva }, outcome: 'failed' }),
  recordedEvent({ plugin: 'scaffolder', category: 'TEMPLATES' }),
  recordedEvent({ plugin: 'scaffolder', category: 'TEMPLATES' }),
  recordedEvent({ plugin: 'permission', category: 'PERMISSIONS' }),
];

const range = 'from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z';

describe.each(databases.eachSupportedId())('exploring on %s', id => {
  let knex: Knex;
  let call: Awaited<ReturnType<typeof startPortal>>['call'];

  beforeAll(async () => {
    knex = await databases.init(id);
    ({ call } = await startPortal({
      knex,
      features: [
        catalogOf(() => [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'eva', namespace: 'default' },
          },
        ]),
      ],
    }));
    await call('admin', 'post', '/settings/enable');
    await eventually(async () => {
      await call('delivering backend', 'post', '/events')
        .send({ events })
        .expect(200);
    });
  });

  beforeEach(async () => {
    await knex('audit_log_grants').delete();
  });

  const totals = (series: { value: string; total: number }[]) =>
    Object.fromEntries(series.map(({ value, total }) => [value, total]));

  const counts = (values: { value: string; count: number }[]) =>
    Object.fromEntries(values.map(({ value, count }) => [value, count]));

  it('shows a histogram, facets and groups to an Admin', async () => {
    const q = encodeURIComponent('-category:AUDIT_LOG');
    const histogram = await call(
      'admin',
      'get',
      `/events/histogram?${range}&q=${q}&zone=Europe/Rome`,
    ).expect(200);
    expect(histogram.body.interval).toBe('15m');
    expect(totals(histogram.body.series)).toEqual({ succeeded: 4, failed: 1 });

    const facets = await call(
      'admin',
      'get',
      `/events/facets?${range}&q=${q}&fields=plugin,actor`,
    ).expect(200);
    expect(
      facets.body.facets.map(
        (facet: { values: { value: string; count: number }[] }) =>
          counts(facet.values),
      ),
    ).toEqual([
      { catalog: 2, scaffolder: 2, permission: 1 },
      { [eva]: 2, 'user:default/ada': 3 },
    ]);

    const groups = await call(
      'admin',
      'get',
      `/events/groups?${range}&q=${q}&by=category&interval=1d`,
    ).expect(200);
    expect(groups.body.buckets).toEqual(['2026-11-22T00:00:00.000Z']);
    expect(totals(groups.body.series)).toEqual({
      CATALOG: 2,
      TEMPLATES: 2,
      PERMISSIONS: 1,
    });
  });

  it.each([
    [
      'no limits',
      { everything: true },
      { catalog: 2, scaffolder: 2, permission: 1 },
    ],
    ['one plugin', { plugins: ['scaffolder'] }, { scaffolder: 2 }],
    ['own events', { ownEvents: true }, { catalog: 2 }],
  ])('counts what a grant with %s shows', async (_, limits, expected) => {
    await call('admin', 'post', '/grants')
      .send({ grantee: eva, limits })
      .expect(201);
    const path = `?${range}&q=-category:AUDIT_LOG`;
    const facets = await call(
      'engineer',
      'get',
      `/events/facets${path}&fields=plugin`,
    ).expect(200);
    expect(counts(facets.body.facets[0].values)).toEqual(expected);
    const histogram = await call(
      'engineer',
      'get',
      `/events/histogram${path}&by=plugin`,
    ).expect(200);
    expect(totals(histogram.body.series)).toEqual(expected);
    const groups = await call(
      'engineer',
      'get',
      `/events/groups${path}&by=plugin`,
    ).expect(200);
    expect(totals(groups.body.series)).toEqual(expected);
  });

  it.each([
    ['/events/histogram?zone=Nowhere', "'zone' is 'Nowhere'"],
    ["/events/histogram?zone=UTC'--", "'zone' is"],
    ['/events/histogram?buckets=0', "'buckets' is '0'"],
    ['/events/histogram?buckets=1e9', "'buckets' is '1e9'"],
    ['/events/histogram?by=actor', "'by' is 'actor'"],
    ['/events/histogram?q=x:y', 'wrong at character 1'],
    ['/events/histogram?from=0001-01-01T00:00:00Z', 'more than 1000 buckets'],
    [
      '/events/groups?from=2026-11-22T00:00:00Z&to=2026-11-22T00:00:00Z',
      "expected a time before 'to'",
    ],
    ['/events/groups?by=plugni', 'There is no field "plugni"'],
    ['/events/groups?by=meta.', 'such as meta.taskId'],
    ['/events/groups?by=e.plugin;drop', 'There is no field'],
    ['/events/groups?by=__proto__', 'There is no field'],
    ['/events/groups?interval=2d', "'interval' is '2d'"],
    ['/events/groups?interval=1s&from=2020-01-01T00:00:00Z', '1000 buckets'],
    ['/events/facets?fields=', "'fields' is ''"],
    ['/events/facets?fields=plugin,', 'There is no field ""'],
    [`/events/facets?fields=${'a,'.repeat(400)}`, 'There is no field "a"'],
    ['/events/facets?limit=101', "'limit' is '101'"],
    ['/events/facets?containing=', "'containing' is ''"],
  ])('answers %s with 400 and a sentence', async (path, sentence) => {
    const { status, body } = await call('admin', 'get', path);
    expect([status, body.error?.message]).toEqual([
      400,
      expect.stringContaining(sentence),
    ]);
  });
});

describe('a question that is too broad', () => {
  it('is answered by PostgreSQL with 503 and what would help', async () => {
    const knex = await databases.init('POSTGRES_15');
    const { call } = await startPortal({
      knex,
      auditLog: {
        query: { timeout: { milliseconds: 200 }, perCaller: { reads: 5 } },
      },
    });
    await call('admin', 'post', '/settings/enable');
    await eventually(async () => {
      await call('delivering backend', 'post', '/events')
        .send({ events })
        .expect(200);
    });
    // Somebody holds the table: every read waits until its time is over.
    const holder = await knex.transaction();
    await holder.raw('lock table audit_log_events in access exclusive mode');
    const answers = await Promise.all(
      [
        '/events?q=ab',
        `/events?q=ab&${range}`,
        `/events/histogram?q=event:*x&${range}`,
        '/events/facets',
        '/events/groups',
      ].map(path => call('admin', 'get', path)),
    );
    await holder.rollback();
    expect(
      answers.map(({ status, body }) => [status, body.error.message]),
    ).toEqual(
      [
        'Choose a range of time, for instance the last 7 days.',
        'Search for more than "ab", at least three characters, or choose a shorter range of time.',
        'Say how the value of "event" begins instead of starting it with "*", or choose a shorter range of time.',
        'Choose a range of time, for instance the last 7 days.',
        'Choose a range of time, for instance the last 7 days.',
      ].map(hint => [
        503,
        `The database did not find the answer within 0.2 seconds. ${hint}`,
      ]),
    );
    // On a busy machine one read may take longer than this limit by itself.
    await eventually(async () => {
      await call('admin', 'get', '/events').expect(200);
    });
  });
});

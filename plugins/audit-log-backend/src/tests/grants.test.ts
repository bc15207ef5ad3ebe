import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { notificationService } from '@backstage/plugin-notifications-node';
import { GivenGrant, GrantLimits } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const eva = 'user:default/eva';
const everything = { everything: true };
const team = 'group:default/team-a';

function entity(ref: string, relations: Record<string, string> = {}): Entity {
  const [, kind, name] = ref.match(/^(.+):default\/(.+)$/)!;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, namespace: 'default' },
    relations: Object.entries(relations).map(([type, targetRef]) => ({
      type,
      targetRef,
    })),
  };
}

const events = {
  own: recordedEvent({ actor: { type: 'user', ref: eva } }),
  others: recordedEvent({ actor: { type: 'user', ref: 'user:default/bob' } }),
  template: recordedEvent({
    plugin: 'scaffolder',
    category: 'TEMPLATES',
    actor: { type: 'service', ref: 'plugin:scaffolder', onBehalfOf: eva },
    target: null,
  }),
  foreign: recordedEvent({
    plugin: 'permission',
    category: 'PERMISSIONS',
    actor: { type: 'user', ref: 'user:default/bob' },
    target: { type: 'component', ref: 'component:default/other' },
  }),
};

const limited: [string, GrantLimits[], (keyof typeof events)[]][] = [
  [
    'no limits',
    [{ everything: true }],
    ['own', 'others', 'template', 'foreign'],
  ],
  ['categories', [{ categories: ['CATALOG'] }], ['own', 'others']],
  ['plugins', [{ plugins: ['scaffolder'] }], ['template']],
  ['own events', [{ ownEvents: true }], ['own', 'template']],
  ['owned entities', [{ ownedEntities: true }], ['own', 'others']],
  [
    'all limits of one grant hold',
    [{ categories: ['CATALOG'], ownEvents: true }],
    ['own'],
  ],
  [
    'several grants add up',
    [{ plugins: ['permission'] }, { ownEvents: true }],
    ['own', 'template', 'foreign'],
  ],
  [
    'a limited grant takes nothing from one without limits',
    [{ everything: true }, { plugins: ['permission'] }],
    ['own', 'others', 'template', 'foreign'],
  ],
  ['hostile names', [{ plugins: ["' or 1=1 --"] }], []],
];

describe.each(databases.eachSupportedId())('grants on %s', id => {
  let knex: Knex;
  let call: Awaited<ReturnType<typeof startPortal>>['call'];
  let entities: Entity[];
  const sent: string[] = [];

  const member = (of: string) => [
    entity(eva, { memberOf: of }),
    entity('user:default/ada', { memberOf: 'group:default/platform' }),
    entity(team),
    entity('component:default/svc-77', { ownedBy: team }),
  ];

  beforeAll(async () => {
    knex = await databases.init(id);
    ({ call } = await startPortal({
      knex,
      features: [
        catalogOf(() => entities),
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            async send({ recipients, payload }) {
              sent.push(JSON.stringify({ recipients, payload }));
            },
          }),
        }),
      ],
    }));
    await call('admin', 'post', '/settings/enable');
    await eventually(async () => {
      await call('delivering backend', 'post', '/events')
        .send({ events: Object.values(events) })
        .expect(200);
    });
  });

  beforeEach(async () => {
    entities = member(team);
    await knex('audit_log_grants').delete();
  });

  async function give(grant: object): Promise<GivenGrant> {
    const response = await call('admin', 'post', '/grants').send(grant);
    expect([response.status, response.body]).toEqual([201, expect.anything()]);
    return response.body;
  }

  async function seen(): Promise<string[]> {
    const { body, status } = await call(
      'engineer',
      'get',
      '/events?q=-category:AUDIT_LOG',
    );
    expect([status, body]).toEqual([200, expect.anything()]);
    const names = Object.entries(events).map(([name, event]) => [
      event.id,
      name,
    ]);
    return body.items
      .map((item: { id: string }) => Object.fromEntries(names)[item.id])
      .filter(Boolean)
      .sort();
  }

  it.each(limited)('limits reading in SQL: %s', async (_, limits, expected) => {
    for (const one of limits) {
      await give({ grantee: eva, limits: one });
    }
    expect(await seen()).toEqual([...expected].sort());
    for (const [name, event] of Object.entries(events)) {
      const { status } = await call('engineer', 'get', `/events/${event.id}`);
      expect([name, status]).toEqual([
        name,
        expected.includes(name as never) ? 200 : 404,
      ]);
    }
  });

  it('keeps pages full while it limits', async () => {
    await give({ grantee: eva, limits: { plugins: ['scaffolder'] } });
    const { body } = await call('engineer', 'get', '/events?limit=1');
    expect(body.items).toHaveLength(1);
    expect(body.items[0].id).toBe(events.template.id);
  });

  it('follows the membership of groups from request to request', async () => {
    await give({ grantee: 'Group:Team-A', limits: everything });
    expect((await call('engineer', 'get', '/events')).status).toBe(200);
    entities = member('group:default/team-b');
    expect((await call('engineer', 'get', '/events')).status).toBe(403);
  });

  it('reaches the teams within a group, and owns as Backstage does', async () => {
    const department = 'group:default/department';
    const company = 'group:default/company';
    const nested = () => [
      ...member(team).filter(({ kind }) => kind !== 'group'),
      entity(team, { childOf: department }),
      // Circles don't keep anybody waiting.
      entity(department, { childOf: company, parentOf: team }),
      entity(company, { childOf: department }),
    ];
    entities = nested();
    await give({ grantee: company, limits: { ownedEntities: true } });
    expect(await seen()).toEqual(['others', 'own']);

    entities = [
      ...nested().filter(({ kind }) => kind !== 'component'),
      entity('component:default/svc-77', { ownedBy: company }),
    ];
    expect(await seen()).toEqual([]);

    entities = member(team);
    expect((await call('engineer', 'get', '/events')).status).toBe(403);
  });

  it('does not reach the members of the group around it', async () => {
    await give({ grantee: 'group:default/team-a', limits: everything });
    entities = [
      entity(eva, { memberOf: 'group:default/company' }),
      entity('group:default/company', { parentOf: team }),
      entity(team, { childOf: 'group:default/company' }),
    ];
    expect((await call('engineer', 'get', '/events')).status).toBe(403);
  });

  it('ends at the end', async () => {
    const grant = await give({
      grantee: eva,
      limits: everything,
      expiresAt: '2999-01-01T00:00:00+02:00',
    });
    expect(grant).toMatchObject({
      expiresAt: '2998-12-31T22:00:00.000Z',
      isActive: true,
    });
    expect((await call('engineer', 'get', '/events')).status).toBe(200);
    await knex('audit_log_grants').update({
      expires_at: new Date(Date.now() - 1).toISOString(),
    });
    expect((await call('engineer', 'get', '/events')).status).toBe(403);
    const { body } = await call('admin', 'get', `/grants/${grant.id}`);
    expect(body.isActive).toBe(false);
  });

  it('opens reading and own views, nothing else', async () => {
    await give({ grantee: eva, limits: everything });
    const { body } = await call('engineer', 'get', '/me');
    expect(body).toEqual({
      principal: eva,
      isAdmin: false,
      mayRead: true,
      mayUpdateSettings: false,
      mayManageStorage: false,
      mayManageExports: false,
      mayManageViews: false,
      mayManageGrants: false,
      readingLimits: null,
      logging: expect.objectContaining({ changedBy: 'user:default/ada' }),
    });
    expect((await call('engineer', 'get', '/views')).status).toBe(200);
    for (const path of ['/grants', '/settings', '/status']) {
      expect((await call('engineer', 'get', path)).status).toBe(403);
    }
  });

  it('tells what may be read after the change, not what was changed', async () => {
    const told = async (): Promise<{ title: string; description: string }> =>
      eventually(async () => {
        expect(sent).toHaveLength(1);
        return JSON.parse(sent.shift()!).payload;
      });
    sent.length = 0;
    const first = await give({
      grantee: eva,
      limits: { categories: ['CATALOG'] },
    });
    expect(await told()).toMatchObject({ title: 'You may read the audit log' });
    await give({ grantee: team, limits: { categories: ['PERMISSIONS'] } });
    await told();
    await call('admin', 'delete', `/grants/${first.id}`).expect(200);
    expect(await told()).toEqual(
      expect.objectContaining({
        title: 'Your access to the audit log has changed',
        description: expect.stringMatching(
          /^ada revoked a grant of yours .* You may read now: events of the categories PERMISSIONS, without an end\.$/,
        ),
      }),
    );
    expect((await call('engineer', 'get', '/me')).body.mayRead).toBe(true);

    const ada = await give({
      grantee: 'user:default/ada',
      limits: everything,
    });
    await told();
    await call('admin', 'delete', `/grants/${ada.id}`).expect(200);
    expect(await told()).toMatchObject({
      title: 'Your access to the audit log has changed',
      description: expect.stringContaining('You are an Admin'),
    });
  });

  it('says what limits a reader, and until when', async () => {
    const limitsOf = async (caller: 'engineer' | 'admin') =>
      (await call(caller, 'get', '/me')).body.readingLimits;
    expect(await limitsOf('engineer')).toBeNull();
    expect(await limitsOf('admin')).toBeNull();
    const limits = { categories: ['CATALOG'] };
    const expiresAt = '2999-01-01T00:00:00.000Z';
    await give({ grantee: eva, limits });
    await give({ grantee: team, limits: everything, expiresAt });
    expect(await limitsOf('engineer')).toEqual({
      byPolicy: false,
      grants: expect.arrayContaining([
        { limits, expiresAt: null },
        { limits: everything, expiresAt },
      ]),
    });
    await give({ grantee: eva, limits: everything });
    expect(await limitsOf('engineer')).toBeNull();
  });

  it('is revoked, and tells the grantee', async () => {
    const grant = await give({ grantee: eva, limits: everything });
    await eventually(async () => expect(sent).not.toEqual([]));
    sent.length = 0;
    const revoked = await call('admin', 'delete', `/grants/${grant.id}`);
    const { warnings, ...given } = grant;
    expect(warnings).toEqual([]);
    expect(revoked.body).toEqual(given);
    expect((await call('engineer', 'get', '/events')).status).toBe(403);
    await eventually(async () =>
      expect(sent).toEqual([
        expect.stringMatching(/user:default\/eva.*no longer read/),
      ]),
    );
    const again = await call('admin', 'delete', `/grants/${grant.id}`);
    expect(again.status).toBe(404);
  });

  it('refuses to overwrite the change of another Admin', async () => {
    const { id: grantId } = await give({ grantee: eva, limits: everything });
    const path = `/grants/${grantId}`;
    const first = await call('admin', 'patch', path)
      .set('if-match', '"1"')
      .send({ reason: 'Incident 7' });
    expect(first.body).toMatchObject({ reason: 'Incident 7', version: 2 });

    const second = await call('admin', 'patch', path)
      .set('if-match', '"1"')
      .send({ reason: 'Incident 8' });
    expect([second.status, second.body.error.message]).toEqual([
      412,
      "Header 'if-match' is '1', but the present version of the grant is 2: read it again and repeat your change",
    ]);
    const without = await call('admin', 'patch', path).send({});
    expect(without.status).toBe(428);
    const odd = await call('admin', 'patch', path)
      .set('if-match', '*')
      .send({});
    expect(odd.status).toBe(400);
  });

  it.each([
    [{ grantee: 'eva' }, 'grantee'],
    [{ grantee: 'component:default/svc-77' }, 'grantee'],
    [{ grantee: 'user:default/nobody' }, 'the catalog knows'],
    [{ grantee: `user:default/${'x'.repeat(600)}` }, 'grantee'],
    [{ grantee: 'user:default/e\u0000va' }, 'NUL'],
    [{ expiresAt: '2001-01-01T00:00:00Z' }, 'in the future'],
    [{ expiresAt: 'soon' }, 'expiresAt'],
    [{ limits: undefined }, '{"everything": true} for every event'],
    [{ limits: {} }, '{"everything": true} for every event'],
    [{ limits: null }, 'limits'],
    [{ limits: { everything: true, ownEvents: true } }, 'everything'],
    [{ limits: { categories: ['NOPE'] } }, 'ACCESS, CATALOG, TEMPLATES'],
    [{ limits: { categories: ['CATALOG', 'CATALOGS'] } }, "has 'CATALOGS'"],
    [{ limits: { categories: [] } }, 'categories'],
    [{ limits: { ownEvents: false } }, 'ownEvents'],
    [{ limits: { teams: ['a'] } }, 'teams'],
    [{ isActive: true }, 'isActive'],
  ])('refuses %j', async (change, says) => {
    const body = { grantee: eva, limits: everything, ...change };
    for (const path of ['/grants', '/grants/preview']) {
      const response = await call('admin', 'post', path).send(body);
      expect([response.status, response.body.error?.message]).toEqual([
        400,
        expect.stringContaining(says),
      ]);
    }
    expect(await knex('audit_log_grants')).toEqual([]);
  });

  it('refuses changes as it refuses grants, but keeps what is there', async () => {
    const { id: grantId } = await give({ grantee: eva, limits: everything });
    const change = (limits: object, version: number) =>
      call('admin', 'patch', `/grants/${grantId}`)
        .set('if-match', `"${version}"`)
        .send({ limits });
    expect((await change({}, 1)).status).toBe(400);
    const unknown = await change({ categories: ['NOPE'] }, 1);
    expect([unknown.status, unknown.body.error.message]).toEqual([
      400,
      expect.stringContaining("has 'NOPE'"),
    ]);
    // Of a category that the portal had once.
    await knex('audit_log_grants').update({
      limits: JSON.stringify({ categories: ['PAYMENTS'] }),
    });
    const kept = await change({ categories: ['PAYMENTS'], ownEvents: true }, 1);
    expect(kept.status).toBe(200);
  });

  it('says of a grant of the first release that it opens everything', async () => {
    const { id: grantId } = await give({ grantee: eva, limits: everything });
    await knex('audit_log_grants').update({ limits: '{}' });
    const { body } = await call('admin', 'get', `/grants/${grantId}`);
    expect(body.limits).toEqual(everything);
    expect(await seen()).toHaveLength(4);
  });

  it('warns of grants that change nothing, before and after', async () => {
    const limits = { categories: ['CATALOG'] };
    const warningsOf = async (grant: object) => {
      const preview = await call('admin', 'post', '/grants/preview').send(
        grant,
      );
      expect([preview.status, preview.body]).toEqual([200, expect.anything()]);
      return preview.body.warnings;
    };
    expect(await warningsOf({ grantee: eva, limits })).toEqual([]);
    expect(await warningsOf({ grantee: 'user:default/ada', limits })).toEqual([
      expect.stringContaining('is an Admin'),
    ]);
    expect(
      await warningsOf({ grantee: eva, limits: { plugins: ['catalogue'] } }),
    ).toEqual([expect.stringContaining("no plugin 'catalogue'")]);
    expect(await knex('audit_log_grants')).toEqual([]);

    await give({ grantee: team, limits, expiresAt: '2999-01-01T00:00:00Z' });
    const again = await give({
      grantee: eva,
      limits: { ...limits, ownEvents: true },
      expiresAt: '2998-01-01T00:00:00Z',
    });
    expect(again.warnings).toEqual([
      expect.stringMatching(/group:default\/team-a.*changes nothing/),
    ]);
    expect(await warningsOf({ grantee: eva, limits })).toEqual([
      expect.stringContaining('ends earlier'),
    ]);
    expect(await warningsOf({ grantee: eva, limits: everything })).toEqual([]);
  });

  it('records changes with what was before and after', async () => {
    const grant = await give({
      grantee: eva,
      limits: everything,
      reason: 'Incident 7',
    });
    await call('admin', 'delete', `/grants/${grant.id}`);
    const { body } = await call(
      'admin',
      'get',
      '/events?q=event:grant-create,grant-revoke&limit=2',
    );
    expect(body.items).toEqual([
      expect.objectContaining({
        eventId: 'grant-revoke',
        meta: expect.objectContaining({
          before: expect.objectContaining({ reason: 'Incident 7' }),
        }),
      }),
      expect.objectContaining({
        eventId: 'grant-create',
        severity: 'high',
        meta: expect.objectContaining({
          after: expect.objectContaining({ grantee: eva }),
        }),
      }),
    ]);
  });
});

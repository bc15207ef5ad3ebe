import { createServiceFactory } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { notificationService } from '@backstage/plugin-notifications-node';
import { GivenGrant, GrantLimits } from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { grantChangesSuite } from '../__testUtils__/grantChangesSuite';
import { eva, everything, team } from '../__testUtils__/grantsPortal';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

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

  /** Waits until it is told, so that no other test hears of it. */
  async function give(grant: object): Promise<GivenGrant> {
    sent.length = 0;
    const response = await call('admin', 'post', '/grants').send(grant);
    expect([response.status, response.body]).toEqual([201, expect.anything()]);
    await eventually(() =>
      expect(sent).toContainEqual(expect.stringContaining(' gave you')),
    );
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

  it('says of a grant of the first release that it opens everything', async () => {
    const { id: grantId } = await give({ grantee: eva, limits: everything });
    await knex('audit_log_grants').update({ limits: '{}' });
    const { body } = await call('admin', 'get', `/grants/${grantId}`);
    expect(body.limits).toEqual(everything);
    expect(await seen()).toHaveLength(4);
  });

  grantChangesSuite(() => ({ knex, call, give, sent }));
});

import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import { auditLogEventReadPermission } from 'backstage-plugin-audit-log-common';
import { auditLogConditions, createAuditLogConditionalDecision } from '..';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const eva = 'user:default/eva';

/** The policy of docs/access.md: own events for everybody, all for a team. */
const policy: PermissionPolicy = {
  async handle({ permission }, user) {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (claims.includes('group:default/platform')) {
      return { result: AuthorizeResult.ALLOW };
    }
    return permission.name === auditLogEventReadPermission.name
      ? createAuditLogConditionalDecision(auditLogEventReadPermission, {
          anyOf: [
            auditLogConditions.isActor({ claims }),
            {
              allOf: [
                auditLogConditions.fromPlugin({ plugins: ['scaffolder'] }),
                { not: auditLogConditions.inCategory({ categories: ['AI'] }) },
              ],
            },
          ],
        })
      : { result: AuthorizeResult.DENY };
  },
};

const events = {
  own: recordedEvent({ actor: { type: 'user', ref: eva } }),
  foreign: recordedEvent({ actor: { type: 'user', ref: 'user:default/bob' } }),
  scaffolder: recordedEvent({
    plugin: 'scaffolder',
    category: 'TEMPLATES',
    actor: { type: 'user', ref: 'user:default/bob' },
  }),
  assistant: recordedEvent({
    plugin: 'scaffolder',
    category: 'AI',
    actor: { type: 'user', ref: 'user:default/bob' },
  }),
};

type Call = Awaited<ReturnType<typeof startPortal>>['call'];

describe.each(databases.eachSupportedId())('decisions on %s', id => {
  it('of a permission policy limit reading in SQL', async () => {
    const { call } = await startPortal({
      knex: await databases.init(id),
      auditLog: { access: { mode: 'policy' }, enabled: true },
      policy,
    });
    await eventually(() =>
      call('delivering backend', 'post', '/events')
        .send({ events: Object.values(events) })
        .expect(({ body }) => expect(body.appended).toBeGreaterThan(0)),
    );
    const seen = async (path: string) =>
      (await call('engineer', 'get', path).expect(200)).body.items.map(
        (item: { id: string }) => item.id,
      );
    expect((await seen('/events?q=-category:AUDIT_LOG')).sort()).toEqual(
      [events.own.id, events.scaffolder.id].sort(),
    );
    expect(await seen('/events?q=-category:AUDIT_LOG&limit=1')).toHaveLength(1);
    for (const [name, { id: event }] of Object.entries(events)) {
      const { status } = await call('engineer', 'get', `/events/${event}`);
      const allowed = ['own', 'scaffolder'].includes(name);
      expect([name, status]).toEqual([name, allowed ? 200 : 404]);
    }
    await call('engineer', 'get', '/settings').expect(403);
    await call('admin', 'get', '/settings').expect(200);
    const granting = await call('admin', 'post', '/grants').send({
      grantee: eva,
      limits: { everything: true },
    });
    expect([granting.status, granting.body.error.message]).toEqual([
      409,
      expect.stringContaining('grants have no effect'),
    ]);
  });

  it('about tokens follow their access restrictions', async () => {
    const { call } = await startPortal({
      knex: await databases.init(id),
      realAuth: true,
      auditLog: {
        enabled: true,
        ingest: { allowedSubjects: ['any', 'siem'] },
      },
      config: {
        backend: {
          auth: {
            externalAccess: [
              {
                type: 'static',
                options: { token: 'reading-token', subject: 'siem' },
                accessRestrictions: [
                  { plugin: 'audit-log', permission: 'audit-log.event.read' },
                ],
              },
              {
                type: 'static',
                options: { token: 'elsewhere-token', subject: 'other' },
                accessRestrictions: [{ plugin: 'catalog' }],
              },
              {
                type: 'static',
                options: { token: 'plain-token', subject: 'any' },
              },
              {
                type: 'static',
                options: { token: 'unlisted-token', subject: 'unlisted' },
              },
            ],
          },
        },
      },
    });
    const as = (token: string): Call =>
      ((_caller, method, path) =>
        call('anonymous', method, path).set(
          'authorization',
          `Bearer ${token}`,
        )) as Call;
    const [siem, elsewhere, plain] = [
      'reading-token',
      'elsewhere-token',
      'plain-token',
    ].map(as);

    await eventually(() =>
      plain('anonymous', 'post', '/events')
        .send({ events: [events.foreign] })
        .expect(({ body }) => expect(body.appended).toBe(1)),
    );
    await plain('anonymous', 'get', '/events').expect(403);

    let { body } = await siem('anonymous', 'get', '/events?order=asc').expect(
      200,
    );
    expect(body.items.map((item: { id: string }) => item.id)).toContain(
      events.foreign.id,
    );
    await plain('anonymous', 'post', '/events')
      .send({ events: [events.own] })
      .expect(200);
    ({ body } = await siem(
      'anonymous',
      'get',
      `/events?order=asc&cursor=${encodeURIComponent(body.nextCursor)}`,
    ).expect(200));
    expect(body.items.map((item: { id: string }) => item.id)).toContain(
      events.own.id,
    );
    await siem('anonymous', 'post', '/events')
      .send({ events: [events.own] })
      .expect(403);
    const refused = await as('unlisted-token')('anonymous', 'post', '/events')
      .send({ events: [events.own] })
      .expect(403);
    expect(refused.body.error.message).toContain(
      "'unlisted' may not append events",
    );
    await siem('anonymous', 'get', '/settings').expect(403);
    await siem('anonymous', 'post', '/views').send({ name: 'x' }).expect(403);

    await elsewhere('anonymous', 'get', '/events').expect(403);
    await as('made-up-token')('anonymous', 'get', '/events').expect(401);
    await call('anonymous', 'get', '/events').expect(401);
  });
});

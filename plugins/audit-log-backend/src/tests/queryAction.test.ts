import { actionsRegistryServiceFactory } from '@backstage/backend-defaults/alpha';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import request from 'supertest';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import {
  CallerName,
  PortalOptions,
  eventually,
  startPortal,
} from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const eva = 'user:default/eva';
const events = [
  recordedEvent({ actor: { type: 'user', ref: eva } }),
  recordedEvent({ plugin: 'scaffolder' }),
];

describe.each(databases.eachSupportedId())('query-audit-log on %s', id => {
  async function setUp(options: Partial<PortalOptions> = {}) {
    const { call, backend } = await startPortal({
      knex: await databases.init(id),
      features: [
        actionsRegistryServiceFactory,
        catalogOf(() => [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'User',
            metadata: { name: 'eva', namespace: 'default' },
          },
        ]),
      ],
      ...options,
    });
    await call('admin', 'post', '/settings/enable');
    await eventually(async () => {
      await call('delivering backend', 'post', '/events')
        .send({ events })
        .expect(200);
    });
    const actions = '/api/audit-log/.backstage/actions/v1/actions';
    const as = (caller: CallerName) => ({
      authorization: `Bearer test:${caller}`,
    });
    return {
      call,
      list: (caller: CallerName) =>
        request(backend.server).get(actions).set(as(caller)),
      ask: (caller: CallerName, input: object) =>
        request(backend.server)
          .post(`${actions}/audit-log:query-audit-log/invoke`)
          .set(as(caller))
          .send(input),
    };
  }

  it('answers as far as its caller may read, and is an event', async () => {
    const { call, list, ask } = await setUp();
    expect((await list('engineer')).body.actions).toEqual([
      expect.objectContaining({
        name: 'query-audit-log',
        attributes: { readOnly: true, destructive: false, idempotent: true },
      }),
    ]);

    const all = await ask('admin', { q: '-category:AUDIT_LOG' }).expect(200);
    expect(all.body.output).toEqual({
      events: expect.arrayContaining(
        events.map(({ id: eventId }) =>
          expect.objectContaining({ id: eventId }),
        ),
      ),
      nextCursor: null,
      completeTo: { sequence: expect.any(String), time: expect.any(String) },
    });

    const refused = await ask('engineer', {}).expect(403);
    expect(refused.body.error.message).toContain('holds no grant');
    await call('admin', 'post', '/grants')
      .send({ grantee: eva, limits: { ownEvents: true } })
      .expect(201);
    const own = await ask('engineer', { q: '-category:AUDIT_LOG' }).expect(200);
    expect(own.body.output.events.map((event: AuditEvent) => event.id)).toEqual(
      [events[0].id],
    );

    await eventually(async () => {
      const q = encodeURIComponent('event:event-read query-audit-log');
      const { body } = await call('admin', 'get', `/events?q=${q}`);
      expect(
        (body.items as AuditEvent[]).map(({ actor, outcome }) => [
          actor?.onBehalfOf,
          outcome,
        ]),
      ).toEqual([
        [eva, 'succeeded'],
        [eva, 'failed'],
        ['user:default/ada', 'succeeded'],
      ]);
    });
  });

  it('goes on page by page', async () => {
    const { ask } = await setUp();
    const input = { q: '-category:AUDIT_LOG', limit: 1 };
    const first = await ask('admin', input).expect(200);
    const { nextCursor: cursor } = first.body.output;
    const second = await ask('admin', { ...input, cursor }).expect(200);
    expect(second.body.output.nextCursor).toBeNull();
    expect(
      [first, second].map(({ body }) => body.output.events[0].id).sort(),
    ).toEqual(events.map(event => event.id).sort());
  });

  it.each([
    ['an unknown field', { q: 'plugn:catalog' }, /plugn/],
    ['no time', { from: 'yesterday' }, /'from'/],
    ['a long page', { limit: 1000 }, /Invalid input/],
    ['an unknown key', { order: 'asc' }, /Invalid input/],
    ['a cursor of its own', { cursor: 'x' }, /cursor/],
    ['a long query', { q: 'x'.repeat(5000) }, /'q'/],
  ])('refuses %s', async (_, input, message) => {
    const { ask } = await setUp();
    const { body } = await ask('admin', input).expect(400);
    expect(body.error.message).toMatch(message);
  });

  it('is not there for those to whom the permission is denied', async () => {
    const { list, ask } = await setUp({
      policy: {
        handle: async ({ permission }) => ({
          result:
            permission.name === 'audit-log.access'
              ? AuthorizeResult.DENY
              : AuthorizeResult.ALLOW,
        }),
      },
    });
    expect((await list('admin')).body.actions).toEqual([]);
    await ask('admin', {}).expect(404);
  });
});

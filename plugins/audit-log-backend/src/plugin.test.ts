import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuditEvent,
  auditEventSchema,
  RouteName,
  routes,
  settingsSchema,
} from 'backstage-plugin-audit-log-common';
import createKnex from 'knex';
import request from 'supertest';
import { recordedEvent } from './__testUtils__/recordedEvent';
import { eventually, startPortal } from './__testUtils__/startPortal';
import { auditLogPlugin } from './plugin';
import { createTestDatabases } from './__testUtils__/databases';

jest.setTimeout(120_000);

const databases = createTestDatabases();

type Call = Awaited<ReturnType<typeof startPortal>>['call'];

async function becomes(call: Call, state: string) {
  return eventually(async () => {
    const { body } = await call('admin', 'get', '/settings');
    expect(body.state).toBe(state);
    return settingsSchema.parse(body);
  });
}

async function eventsOf(call: Call): Promise<AuditEvent[]> {
  const { body } = await call('admin', 'get', '/events?order=asc&limit=1000');
  return auditEventSchema.array().parse(body.items);
}

describe.each(databases.eachSupportedId())('audit-log plugin on %s', id => {
  it('records from enabling to disabling, and brings events back', async () => {
    const sent: string[] = [];
    const notifications = createServiceFactory({
      service: notificationService,
      deps: {},
      factory: () => ({
        async send({ recipients, payload }) {
          sent.push(`${JSON.stringify(recipients)} ${payload.title}`);
        },
      }),
    });
    const { call } = await startPortal({
      knex: await databases.init(id),
      features: [notifications],
    });

    const before = await call('admin', 'get', '/settings');
    expect(settingsSchema.parse(before.body).state).toBe('disabled');
    expect(await eventsOf(call)).toEqual([]);

    const enable = await call('admin', 'post', '/settings/enable');
    expect([enable.status, enable.body.state]).toEqual([202, 'enabling']);
    await becomes(call, 'enabled');
    await eventually(async () =>
      expect(sent).toEqual([
        expect.stringMatching(/user:default\/ada.*Audit logging is enabled/),
      ]),
    );

    await call('engineer', 'get', '/events');
    const recorded = await eventually(async () => {
      const events = await eventsOf(call);
      expect(events.some(event => event.outcome === 'failed')).toBe(true);
      return events;
    });
    expect(recorded[0].eventId).toBe('logging-enable');
    expect(recorded.map(event => event.eventId)).toContain('logging-start');
    expect(recorded.find(event => event.outcome === 'failed')).toMatchObject({
      eventId: 'event-read',
      actor: { type: 'user', ref: 'user:default/eva' },
      error: { name: 'NotAllowedError' },
    });

    const disable = await call('admin', 'post', '/settings/disable').send({
      reason: 'Maintenance',
    });
    expect([disable.status, disable.body.state]).toEqual([202, 'disabling']);
    const disabled = await becomes(call, 'disabled');
    expect(disabled).toMatchObject({
      changedBy: 'user:default/ada',
      reason: 'Maintenance',
    });
    expect(disabled.keptUntil).not.toBeNull();

    await call('engineer', 'get', '/events');
    const kept = await eventsOf(call);
    expect(kept.map(event => event.eventId)).toContain('logging-disable');
    const stop = kept.findIndex(({ eventId }) => eventId === 'logging-stop');
    expect(stop).toBeGreaterThan(0);
    expect(
      kept.slice(stop).filter(({ category }) => category !== 'AUDIT_LOG'),
    ).toEqual([]);

    await call('admin', 'post', '/settings/enable');
    await becomes(call, 'enabled');
    const back = await eventsOf(call);
    expect(back.slice(0, kept.length)).toEqual(kept);
    expect(back.map(event => Number(event.sequence))).toEqual(
      back.map((_, index) => index + 1),
    );
  });

  it('takes events of other backends once', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    await call('admin', 'post', '/settings/enable');
    await becomes(call, 'enabled');
    const events = [recordedEvent(), recordedEvent()];

    const first = await call('delivering backend', 'post', '/events').send({
      events,
    });
    expect(first.body).toMatchObject({ appended: 2, duplicates: 0 });
    const second = await call('delivering backend', 'post', '/events').send({
      events,
    });
    expect(second.body).toMatchObject({ appended: 0, duplicates: 2 });

    const one = await call(
      'token for reading',
      'get',
      `/events/${events[0].id.toUpperCase()}`,
    );
    // Who says no version of the protocol is of the first release, which took
    // ids that callers named for its own.
    const { traceId: claimedTraceId, ...sent } = events[0].request!;
    expect(one.body).toMatchObject({
      ...events[0],
      request: { ...sent, claimedTraceId },
    });
  });

  it('answers what its route table says', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    await call('admin', 'post', '/settings/enable');
    await becomes(call, 'enabled');
    const names: RouteName[] = [
      'getMe',
      'getSettings',
      'getDependents',
      'listEvents',
      'getStatus',
    ];
    for (const name of names) {
      const { body } = await call('admin', 'get', routes[name].path);
      expect(routes[name].response.safeParse(body).error).toBeUndefined();
    }
    const { body } = await call('plugin', 'get', '/openapi.json');
    expect(Object.keys(body.paths).sort()).toEqual(
      [
        ...new Set(
          Object.values(routes).map(({ path }) =>
            path.replace(/:(\w+)/g, '{$1}'),
          ),
        ),
      ].sort(),
    );
  });

  it('says so where it may not be enabled here', async () => {
    const { call } = await startPortal({
      knex: await databases.init(id),
      auditLog: { available: false, unavailableReason: 'Ask the data team' },
    });
    const { body } = await call('admin', 'get', '/settings');
    expect(body).toMatchObject({
      available: false,
      unavailableReason: 'Ask the data team',
    });
    const enable = await call('admin', 'post', '/settings/enable');
    expect([enable.status, enable.body.error.message]).toEqual([
      409,
      'Ask the data team',
    ]);
  });
});

it('says so where the database can not hold the log', async () => {
  const knex = createKnex({ client: 'mysql2' });
  const { call } = await startPortal({ knex });
  const settings = await call('admin', 'get', '/settings').expect(200);
  expect(settingsSchema.parse(settings.body)).toMatchObject({
    state: 'disabled',
    available: false,
    unavailableReason: expect.stringContaining("'mysql2'"),
  });
  await call('admin', 'get', '/me').expect(200);
  await call('engineer', 'get', '/settings').expect(403);
  const status = await call('admin', 'get', '/status').expect(200);
  expect(routes.getStatus.response.parse(status.body)).toMatchObject({
    health: 'impaired',
    trustsProxy: false,
  });
  for (const [method, path] of [
    ['get', '/events'],
    ['post', '/settings/enable'],
    ['get', '/grants'],
  ] as const) {
    const { body } = await call('admin', method, path).expect(409);
    expect(body.error.message).toContain('PostgreSQL or SQLite');
  }
});

it('warns where another auditor has taken its place', async () => {
  const logger = mockServices.logger.mock();
  const { server } = await startTestBackend({
    features: [
      auditLogPlugin,
      createServiceFactory({
        service: coreServices.logger,
        deps: {},
        factory: () => logger,
      }),
      mockServices.rootConfig.factory({
        data: {
          auditLog: { admins: ['user:default/mock'] },
          backend: { trustProxy: 'loopback' },
        },
      }),
    ],
  });
  expect(logger.warn).toHaveBeenCalledWith(
    expect.stringContaining("Another override of 'core.auditor' is active"),
  );
  const { body } = await request(server).get('/api/audit-log/v1/status');
  expect(body).toMatchObject({
    auditorActive: false,
    trustsProxy: true,
    health: 'impaired',
    problems: [expect.stringContaining('core.auditor')],
  });
});

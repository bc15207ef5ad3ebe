import {
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuditLogRecorder,
  auditLogRecorderServiceRef,
} from 'backstage-plugin-audit-log-node';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

interface Sent {
  recipients: unknown;
  payload: { title: string; description?: string };
}

async function start(id: Parameters<typeof databases.init>[0]) {
  const sent: Sent[] = [];
  let recorder: AuditLogRecorder | undefined;
  const { call } = await startPortal({
    knex: await databases.init(id),
    features: [
      createBackendPlugin({
        pluginId: 'test',
        register(env) {
          env.registerInit({
            deps: {
              recorder: auditLogRecorderServiceRef,
              logger: coreServices.logger,
            },
            async init(deps) {
              recorder = deps.recorder;
            },
          });
        },
      }),
      createServiceFactory({
        service: notificationService,
        deps: {},
        factory: () => ({
          send: async message => {
            sent.push(message as Sent);
          },
        }),
      }),
    ],
  });
  await call('admin', 'post', '/settings/enable').send({});
  await eventually(async () => {
    const { body } = await call('admin', 'get', '/settings');
    expect(body.state).toBe('enabled');
  });
  return { call, sent, recorder: recorder! };
}

describe.each(databases.eachSupportedId())('recording on %s', id => {
  it('shows events that the log refuses, and tries them again', async () => {
    const { call, recorder } = await start(id);
    const refused = recordedEvent({ startedAt: 'never', severity: 'low' });
    await recorder.record(refused);
    const fine = recordedEvent({ severity: 'low' });
    await recorder.record(fine);
    const shown = async (total: number) => {
      const { status, body } = await call('admin', 'get', '/quarantine');
      expect([status, body.total]).toEqual([200, total]);
      return body;
    };
    const { items } = await eventually(() => shown(1));
    expect(items).toEqual([
      {
        id: refused.id,
        plugin: 'catalog',
        eventId: 'location-mutate',
        severity: 'low',
        outcome: 'succeeded',
        startedAt: 'never',
        reason: expect.any(String),
        since: expect.any(String),
      },
    ]);
    const { body: status } = await call('admin', 'get', '/status');
    expect(status).toMatchObject({
      health: 'impaired',
      recorder: { quarantined: 1 },
    });
    expect(status.replicas).toContain('host-1');
    const retried = await call('admin', 'post', '/quarantine/retry').send({});
    expect([retried.status, retried.body]).toEqual([202, { retried: 1 }]);
    // It is as bad as before: back it goes, and blocks nobody.
    await recorder.record(recordedEvent({ severity: 'low' }));
    await eventually(() => shown(1));
    await eventually(async () => {
      const { body } = await call('admin', 'get', '/events').query({
        q: 'plugin:audit-log event:quarantine-retry',
      });
      expect(body.items).toMatchObject([
        { severity: 'medium', meta: { after: { retried: 1 } } },
      ]);
    });
  });

  it('tells Admins of operations that never ended, with a list', async () => {
    const { call, sent } = await start(id);
    const lost = recordedEvent({ outcome: 'unknown', eventId: 'never-ended' });
    await call('plugin', 'post', '/events').send({ events: [lost] });
    await eventually(async () =>
      expect(sent).toContainEqual(
        expect.objectContaining({
          recipients: { type: 'entity', entityRef: ['group:default/platform'] },
          payload: expect.objectContaining({
            title: 'An operation began and never ended',
            description: expect.stringContaining('catalog.never-ended'),
          }),
        }),
      ),
    );
  });
});

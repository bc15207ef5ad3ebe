import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  AuditorService,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import { notificationService } from '@backstage/plugin-notifications-node';
import {
  AuditLogRecorder,
  auditLogRecorderServiceRef,
} from 'backstage-plugin-audit-log-node';
import { EVENTS_TABLE } from '../store';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

interface Sent {
  recipients: unknown;
  payload: { title: string; description?: string };
}

async function start(
  id: Parameters<typeof databases.init>[0],
  recording: JsonObject = {},
) {
  const sent: Sent[] = [];
  let recorder: AuditLogRecorder | undefined;
  let auditor: AuditorService | undefined;
  const knex = await databases.init(id);
  const { backend, call } = await startPortal({
    knex,
    auditLog: { recording },
    features: [
      createBackendPlugin({
        pluginId: 'test',
        register(env) {
          env.registerInit({
            deps: {
              auditor: coreServices.auditor,
              recorder: auditLogRecorderServiceRef,
              logger: coreServices.logger,
            },
            async init(deps) {
              recorder = deps.recorder;
              auditor = deps.auditor;
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
  return {
    backend,
    call,
    knex,
    sent,
    recorder: recorder!,
    auditor: auditor!,
  };
}

describe.each(databases.eachSupportedId())('recording on %s', id => {
  it('goes on with what happens to the log while it is disabled, and counts what rules drop', async () => {
    const { auditor, call, knex, recorder } = await start(id);
    const state = (wanted: string) =>
      eventually(async () => {
        const { body } = await call('admin', 'get', '/settings');
        expect(body.state).toBe(wanted);
      });
    const { body } = await call('admin', 'get', '/settings').expect(200);
    const quiet = {
      name: 'quiet',
      match: { plugin: 'test', outcome: 'succeeded' },
      effect: 'drop',
    };
    await call('admin', 'patch', '/settings')
      .set('if-match', `"${body.version}"`)
      .send({ rules: [quiet] })
      .expect(200);
    await eventually(async () =>
      expect(recorder.knowledge?.rules).toEqual([quiet]),
    );
    const audit = async (eventId: string) =>
      (await auditor.createEvent({ eventId })).success();
    await audit('dropped');
    const rules = await call('admin', 'get', '/rules').expect(200);
    expect(rules.body.items[0]).toMatchObject({ rule: quiet, hits: 1 });

    await call('admin', 'post', '/settings/disable').send({}).expect(202);
    await state('disabled');
    await eventually(async () => expect(recorder.recording).toBe('off'));
    const failing = await auditor.createEvent({ eventId: 'while-off' });
    await failing.fail({ error: new Error('no') });
    await call('admin', 'get', '/settings').expect(200);
    await call('admin', 'post', '/settings/enable').send({}).expect(202);
    await state('enabled');
    await recorder.flush();
    const rows = await knex(EVENTS_TABLE)
      .orderBy('sequence')
      .select('event_id', 'category');
    const stopped = rows.findIndex(row => row.event_id === 'logging-stop');
    const started = rows.findIndex(
      (row, index) => index > stopped && row.event_id === 'logging-start',
    );
    const gap = rows.slice(stopped + 1, started);
    expect(gap.map(row => row.event_id)).toContain('settings-read');
    expect(new Set(gap.map(row => row.category))).toEqual(
      new Set(['AUDIT_LOG']),
    );
    expect(
      rows.filter(row => ['dropped', 'while-off'].includes(row.event_id)),
    ).toEqual([]);
  });

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
        instance: recorder.instance,
        id: refused.id,
        plugin: 'catalog',
        eventId: 'location-mutate',
        severity: 'low',
        outcome: 'succeeded',
        startedAt: 'never',
        actor: 'user:default/ada',
        target: 'component:default/svc-77',
        reason: expect.any(String),
        since: expect.any(String),
      },
    ]);
    const { body: status } = await call('admin', 'get', '/status');
    expect(status).toMatchObject({
      health: 'impaired',
      quarantined: 1,
      recorder: { quarantined: 1 },
    });
    expect(status.replicas).toEqual(
      expect.arrayContaining(['host-1', recorder.instance]),
    );
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

    const discarded = await call('admin', 'post', '/quarantine/discard').send({
      ids: [refused.id],
    });
    expect([discarded.status, discarded.body]).toEqual([202, { discarded: 1 }]);
    await eventually(() => shown(0));
    expect((await call('admin', 'get', '/status')).body.problems).toEqual([]);
    await eventually(async () => {
      const { body } = await call('admin', 'get', '/events').query({
        q: 'plugin:audit-log event:quarantine-discard',
      });
      expect(body.items).toMatchObject([
        {
          severity: 'high',
          meta: {
            before: { events: [{ id: refused.id, actor: 'user:default/ada' }] },
          },
        },
      ]);
    });
  });

  it('has everything in the database when it has shut down', async () => {
    const { auditor, backend, knex } = await start(id, {
      shutdown: { grace: { milliseconds: 500 } },
    });
    const severityLevel = 'medium';
    const ending = await auditor.createEvent({
      eventId: 'ending',
      severityLevel,
    });
    await auditor.createEvent({ eventId: 'endless', severityLevel });
    const stopped = backend.stop();
    await nextTurn();
    await ending.success();
    await stopped;
    const rows = await knex(EVENTS_TABLE)
      .where({ plugin: 'test' })
      .orderBy('event_id')
      .select('event_id', 'outcome');
    expect(rows.map(row => [row.event_id, row.outcome])).toEqual([
      ['ending', 'succeeded'],
      ['endless', 'unknown'],
    ]);
  });

  it('tells Admins of operations that never ended, with a list', async () => {
    const { call, sent } = await start(id);
    const lost = recordedEvent({ outcome: 'unknown', eventId: 'never-ended' });
    await call('delivering backend', 'post', '/events').send({
      events: [lost],
    });
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

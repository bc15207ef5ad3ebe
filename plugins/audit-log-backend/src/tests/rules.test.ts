import {
  AuditLogSettings,
  RecordedEvent,
  Rule,
  defaultRules,
} from 'backstage-plugin-audit-log-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

type Call = Awaited<ReturnType<typeof startPortal>>['call'];

const quiet: Rule = {
  name: 'nothing about locations',
  match: { plugin: 'catalog', event: 'location-*' },
  effect: 'drop',
};
const sparse: Rule = {
  name: 'less about the scaffolder',
  match: { plugin: 'scaffolder' },
  effect: 'record',
  detail: 'metadata',
};

async function enable(call: Call) {
  await call('admin', 'post', '/settings/enable').send({}).expect(202);
  await eventually(async () => {
    const { body } = await call('admin', 'get', '/settings').expect(200);
    expect(body.state).toBe('enabled');
  });
}

async function changeRules(call: Call, rules: unknown) {
  const { body } = await call('admin', 'get', '/settings').expect(200);
  return call('admin', 'patch', '/settings')
    .set('if-match', `"${(body as AuditLogSettings).version}"`)
    .send({ rules });
}

const send = (call: Call, events: RecordedEvent[]) =>
  call('delivering backend', 'post', '/events').send({ events }).expect(200);

describe.each(databases.eachSupportedId())('rules on %s', id => {
  it('are changed by Admins, counted, and are themselves recorded', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    await enable(call);

    const changed = await changeRules(call, [quiet]);
    expect([changed.status, changed.body.rules]).toEqual([200, [quiet]]);
    // At once, before this process has looked at the settings.
    const next = await call('admin', 'get', '/rules').expect(200);
    expect(next.body.items).toEqual([
      { rule: quiet, isDefault: false, hits: 0 },
      ...defaultRules.map(rule => ({
        rule,
        isDefault: true,
        hits: expect.any(Number),
      })),
    ]);
    const { body } = await call(
      'admin',
      'get',
      '/events?q=event:settings-update',
    ).expect(200);
    expect(body.items[0].meta).toMatchObject({
      before: { rules: [] },
      after: { rules: [quiet] },
    });
  });

  it('are tried on what was recorded', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    await enable(call);
    const startedAt = new Date().toISOString();
    const dayBefore = new Date(Date.now() - 86_400_000).toISOString();
    await send(call, [
      recordedEvent({ startedAt, endedAt: null, durationMs: null }),
      recordedEvent({
        startedAt,
        endedAt: null,
        durationMs: null,
        plugin: 'scaffolder',
        eventId: 'task',
      }),
      recordedEvent({ startedAt: dayBefore, endedAt: dayBefore }),
    ]);
    const { body } = await call('admin', 'post', '/rules/preview')
      .send({ rules: [quiet, sparse], hours: 1 })
      .expect(200);
    expect(body).toMatchObject({ reduced: 1, isComplete: true });
    expect(body.total - body.kept).toBe(1);
    expect(body.byRule.slice(0, 2)).toEqual([
      { name: quiet.name, events: 1 },
      { name: sparse.name, events: 1 },
    ]);
  });

  it('can neither be broken nor be changed by others', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    const broken = await changeRules(call, [{ ...quiet, effect: 'hide' }]);
    expect([broken.status, broken.body.error.message]).toEqual([
      400,
      expect.stringContaining("'rules[0].effect' is 'hide'"),
    ]);
    const twice = await changeRules(call, [quiet, quiet]);
    expect([twice.status, twice.body.error.message]).toEqual([
      400,
      expect.stringContaining(quiet.name),
    ]);
    for (const hours of [0, 1.5, 1e9, '24']) {
      const answer = await call('admin', 'post', '/rules/preview').send({
        rules: [],
        hours,
      });
      expect(answer.status).toBe(400);
    }
    await call('engineer', 'get', '/rules').expect(403);
    await call('engineer', 'post', '/rules/preview')
      .send({ rules: [] })
      .expect(403);
  });

  it('of the configuration are shown, and changed only there', async () => {
    const { call } = await startPortal({
      knex: await databases.init(id),
      auditLog: { rules: [quiet] },
    });
    const { body } = await call('admin', 'get', '/settings').expect(200);
    expect(body.rules).toEqual([quiet]);
    expect(body.managedByConfig.rules).toBe('auditLog.rules');
    const changed = await changeRules(call, []);
    expect(changed.status).toBe(409);
  });

  it('come with the types of events that they can name', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    await enable(call);
    await send(call, [recordedEvent({ eventId: 'location-mutate' })]);
    const { body } = await call('admin', 'get', '/event-types').expect(200);
    const seen = body.items
      .filter((type: { lastSeen: string | null }) => type.lastSeen)
      .map((type: { eventId: string }) => type.eventId);
    expect(seen).toEqual(
      expect.arrayContaining(['logging-enable', 'location-mutate']),
    );
    expect(body.plugins).toContainEqual({
      id: 'audit-log',
      coverage: 'recorded',
    });
    expect(body).toMatchObject({ capturesHttp: false, isComplete: true });
    await call('engineer', 'get', '/event-types').expect(403);
  });
});

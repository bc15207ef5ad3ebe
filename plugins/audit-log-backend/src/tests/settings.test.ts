import { settingsSchema } from 'backstage-plugin-audit-log-common';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('settings on %s', id => {
  type Call = Awaited<ReturnType<typeof startPortal>>['call'];

  const patch = (call: Call, version: number, change: object) =>
    call('admin', 'patch', '/settings')
      .set('if-match', `"${version}"`)
      .send(change);

  it('change what they name, and record before and after', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    const rules = [{ categories: ['PERMISSIONS'], days: 365 }];
    const first = await patch(call, 0, { retentionRules: rules });
    expect(settingsSchema.parse(first.body)).toMatchObject({
      retentionDays: 30,
      retentionRules: rules,
      version: 1,
    });

    await call('admin', 'post', '/settings/enable').expect(202);
    const { version } = await eventually(async () => {
      const { body } = await call('admin', 'get', '/settings');
      expect(body.state).toBe('enabled');
      return body;
    });
    const second = await patch(call, version, {
      retentionDays: 90,
      holdUnexported: false,
    });
    expect(second.body).toMatchObject({
      retentionDays: 90,
      retentionRules: rules,
      holdUnexported: false,
      state: 'enabled',
    });
    const { body } = await call(
      'admin',
      'get',
      '/events?q=event:settings-update',
    );
    expect(body.items).toEqual([
      expect.objectContaining({
        severity: 'high',
        meta: {
          actionType: 'update-settings',
          before: { retentionDays: 30, holdUnexported: true },
          after: { retentionDays: 90, holdUnexported: false },
        },
      }),
    ]);
  });

  it('let one of two Admins win and tell the other', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    const answers = await Promise.all([
      patch(call, 0, { retentionDays: 60 }),
      patch(call, 0, { retentionDays: 90 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const lost = answers.find(({ status }) => status === 412)!;
    expect(lost.body.error.message).toBe(
      "Header 'if-match' is '0', but the present version of the settings is 1: read it again and repeat your change",
    );
    const won = answers.find(({ status }) => status === 200)!;
    const { body } = await call('admin', 'get', '/settings');
    expect(body.retentionDays).toBe(won.body.retentionDays);
  });

  it.each([
    [{ retentionDays: 0 }, "'retentionDays' is '0'"],
    [{ retentionDays: 1e9 }, "'retentionDays' is '1000000000'"],
    [{ retentionRules: [{}] }, "'retentionRules[0].days' is missing"],
    [
      { retentionRules: [{ days: 1, minSeverity: 'huge' }] },
      "'retentionRules[0].minSeverity' is 'huge'",
    ],
    [{ retentionRules: [{ days: 10 }] }, "'retentionDays' never applies"],
    [
      {
        retentionRules: [
          { minSeverity: 'high', days: 9 },
          { categories: ['AI'], minSeverity: 'critical', days: 8 },
        ],
      },
      "'retentionRules[1]' never applies",
    ],
    [{ state: 'enabled' }, "'state' is unknown"],
    [{ version: 7 }, "'version' is unknown"],
  ])('refuse %j', async (change, says) => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    const { status, body } = await patch(call, 0, change);
    expect([status, body.error.message]).toEqual([
      400,
      expect.stringContaining(says),
    ]);
    const settings = await call('admin', 'get', '/settings');
    expect(settings.body.version).toBe(0);
  });

  it('come from the configuration, and say so', async () => {
    const { call } = await startPortal({
      knex: await databases.init(id),
      auditLog: { enabled: true, retention: { days: 400 } },
    });
    const settings = await eventually(async () => {
      const { body } = await call('admin', 'get', '/settings');
      expect(body.state).toBe('enabled');
      return settingsSchema.parse(body);
    });
    expect(settings).toMatchObject({
      changedBy: 'plugin:audit-log',
      retentionDays: 400,
      managedByConfig: {
        state: 'auditLog.enabled',
        retentionDays: 'auditLog.retention.days',
      },
    });

    const change = await patch(call, settings.version, { retentionDays: 7 });
    expect([change.status, change.body.error.message]).toEqual([
      409,
      "Setting 'retentionDays' comes from the configuration key 'auditLog.retention.days': change it there",
    ]);
    const disable = await call('admin', 'post', '/settings/disable');
    expect([disable.status, disable.body.error.message]).toEqual([
      409,
      "Setting 'state' comes from the configuration key 'auditLog.enabled': change it there",
    ]);
    const other = await patch(call, settings.version, { recoveryDays: 7 });
    expect(other.body.recoveryDays).toBe(7);
  });

  it('switch off from the configuration', async () => {
    const knex = await databases.init(id);
    const first = await startPortal({ knex, auditLog: { enabled: true } });
    await eventually(async () => {
      const { body } = await first.call('admin', 'get', '/settings');
      expect(body.state).toBe('enabled');
    });
    const second = await startPortal({ knex, auditLog: { enabled: false } });
    await eventually(async () => {
      const { body } = await second.call('admin', 'get', '/settings');
      expect(body).toMatchObject({
        state: 'disabled',
        reason: "Configuration key 'auditLog.enabled' is false",
      });
    });
  });

  it('hold events for a legal case', async () => {
    const { call } = await startPortal({ knex: await databases.init(id) });
    const created = await call('admin', 'post', '/legal-holds').send({
      name: 'Case 7',
      query: 'plugin:catalog',
      reason: 'A court asked',
    });
    expect([created.status, created.body]).toEqual([
      201,
      expect.objectContaining({ createdBy: 'user:default/ada' }),
    ]);
    const wrong = await call('admin', 'post', '/legal-holds').send({
      name: 'Case 8',
      query: 'colour:red',
      reason: 'A court asked',
    });
    expect([wrong.status, wrong.body.error.message]).toEqual([
      400,
      expect.stringContaining("Body field 'query' is wrong at character 1"),
    ]);
    for (const [hold, says] of [
      [{ query: '' }, "'query' is"],
      [{ query: '  ' }, "'query' is"],
      [{ query: '', everything: false }, "'everything' is"],
      [{ query: 'plugin:auth', everything: true }, "'everything' is"],
    ] as const) {
      const unsaid = await call('admin', 'post', '/legal-holds').send({
        name: 'Case 9',
        reason: 'A court asked',
        ...hold,
      });
      expect([unsaid.status, unsaid.body.error?.message]).toEqual([
        400,
        expect.stringContaining(says),
      ]);
    }
    const list = await call('admin', 'get', '/legal-holds');
    expect(list.body.items).toEqual([created.body]);
    const path = `/legal-holds/${created.body.id}`;
    expect((await call('admin', 'delete', path)).body).toEqual(created.body);
    expect((await call('admin', 'delete', path)).status).toBe(404);
  });
});

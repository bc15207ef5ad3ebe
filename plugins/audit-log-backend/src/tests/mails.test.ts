import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import { DateTime } from 'luxon';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft } from '../__testUtils__/exportsHarness';
import {
  mailConfig,
  recipientsOf,
  startMailServer,
} from '../__testUtils__/mailServer';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

const DAY_MS = 24 * 60 * 60 * 1000;

const inWords = (iso: string) =>
  DateTime.fromISO(iso, { locale: 'en-GB' }).toFormat('d MMMM yyyy, HH:mm');

const fromNow = (days: number) =>
  new Date(Date.now() + days * DAY_MS).toISOString();

function user(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', uid: name },
    spec: {
      profile: {
        email: `${name}@example.org`,
        ...(name === 'ada' && { displayName: 'Ada Lovelace' }),
      },
    },
  };
}

function group(name: string, member: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name, namespace: 'default' },
    relations: [{ type: 'hasMember', targetRef: `user:default/${member}` }],
  };
}

const entities: Entity[] = [
  user('ada'),
  group('platform', 'ada'),
  user('eva'),
  group('sre', 'eva'),
];

const ada = 'ada@example.org';
const eva = 'eva@example.org';

describe.each(databases.eachSupportedId())('mails on %s', id => {
  let server: Awaited<ReturnType<typeof startMailServer>>;

  beforeEach(async () => {
    server = await startMailServer();
  });

  afterEach(() => server.stop());

  async function setUp() {
    const { mails, port } = server;
    const knex = await databases.init(id);
    const scheduler = mockServices.scheduler();
    const { call } = await startPortal({
      knex,
      features: [
        catalogOf(() => entities),
        notificationsBackend,
        emailModule,
        // Nothing runs until the test says that it is due.
        createServiceFactory({
          service: coreServices.scheduler,
          deps: {},
          factory: () => scheduler,
        }),
      ],
      config: mailConfig(port),
    });
    /** Takes the next mail, and looks who got it and what it is about. */
    const expectMail = async (to: string, subject: string) => {
      const mail = await eventually(async () => {
        expect(mails[0]).toBeDefined();
        return mails.shift()!;
      });
      expect([recipientsOf(mail), mail.subject]).toEqual([
        [to],
        expect.stringContaining(subject),
      ]);
      expect(mail.html).toContain('https://portal.example.org/audit-log');
      return mail;
    };
    return {
      call,
      expectMail,
      knex,
      mails,
      runRetention: () => scheduler.triggerTask('audit-log-retention'),
    };
  }

  it('tell who asked that it is enabled, disabled and recovered', async () => {
    const { call, expectMail } = await setUp();
    await call('admin', 'post', '/settings/enable').expect(202);
    const enabled = await expectMail(ada, 'Audit logging is enabled');
    expect(enabled.text).not.toContain('are back');

    await call('admin', 'post', '/settings/disable')
      .send({ reason: 'Überprüfung' })
      .expect(202);
    const disabled = await expectMail(ada, 'Audit logging is disabled');
    expect(disabled.text).toContain('Ada Lovelace switched audit logging off.');
    expect(disabled.text).toMatch(
      /kept until \d+ \w+ \d{4}, \d\d:\d\d \S+ and/,
    );
    expect(disabled.text).not.toMatch(/user:|\d{4}-\d\d-\d\d/);
    expect(disabled.text).toContain('Überprüfung');

    await call('admin', 'post', '/settings/enable').expect(202);
    const recovered = await expectMail(ada, 'Audit logging is enabled');
    expect(recovered.text).toContain('are back');
  });

  it('tell a grantee what was given, changed and revoked', async () => {
    const { call, expectMail } = await setUp();
    const { body: grant } = await call('admin', 'post', '/grants')
      .send({
        grantee: 'group:default/sre',
        limits: { categories: ['CATALOG'] },
      })
      .expect(201);
    const given = await expectMail(eva, 'You may read the audit log');
    expect(given.text).toContain('CATALOG');

    await call('admin', 'patch', `/grants/${grant.id}`)
      .set('if-match', '"1"')
      .send({ limits: { plugins: ['scaffolder'] } })
      .expect(200);
    const changed = await expectMail(eva, 'Your access to the audit log');
    expect(changed.text).toContain('scaffolder');

    await call('admin', 'delete', `/grants/${grant.id}`).expect(200);
    const revoked = await expectMail(eva, 'no longer open to sre');
    expect(revoked.text).toContain(
      'Ada Lovelace revoked a grant of your group sre',
    );
  });

  it('tell Admins of a purge 7 and 1 days before, and when it happened', async () => {
    const { call, expectMail, knex, mails, runRetention } = await setUp();
    await call('admin', 'post', '/settings/enable').expect(202);
    await expectMail(ada, 'Audit logging is enabled');
    await call('admin', 'post', '/settings/disable').expect(202);
    await expectMail(ada, 'Audit logging is disabled');
    await runRetention();
    expect(mails).toEqual([]);

    // Brings the end nearer instead of waiting for it.
    const keepUntil = (keptUntil: string) =>
      knex('audit_log_settings').update({ kept_until: keptUntil });
    const soon = fromNow(6.5);
    await keepUntil(soon);
    await runRetention();
    await runRetention();
    const week = await expectMail(ada, 'events are purged in 7 days');
    expect(week.text).toContain(`kept until ${inWords(soon)}`);

    await keepUntil(fromNow(0.5));
    await runRetention();
    await runRetention();
    await expectMail(ada, 'events are purged in 1 day');

    // All that was recorded until now; what comes later is kept longer.
    await keepUntil(fromNow(0));
    await runRetention();
    await runRetention();
    await expectMail(ada, 'events were purged');
    expect(mails).toEqual([]);
  });

  it('warn Admins before retention takes what was not exported', async () => {
    const { call, expectMail, knex, mails, runRetention } = await setUp();
    await call('admin', 'post', '/settings/enable').expect(202);
    await expectMail(ada, 'Audit logging is enabled');
    await call('admin', 'post', '/storage-integrations')
      .send({
        name: 'archive',
        destination: 'local://demo/audit',
        identity: { type: 'ambient' },
      })
      .expect(201);
    await expectMail(ada, "'archive' is ready");
    await call('admin', 'post', '/export-schedules')
      .send(draft({ name: 'Nightly', integration: 'archive' }))
      .expect(201);
    await runRetention();

    await call('delivering backend', 'post', '/events')
      .send({
        events: [
          recordedEvent({ startedAt: fromNow(-29), endedAt: fromNow(-29) }),
        ],
      })
      .expect(200);
    await runRetention();
    await runRetention();
    const held = await expectMail(ada, 'due to go before they were exported');
    expect(held.text).toContain('Nightly: the events are held back');

    // A day later, and held back no more.
    await knex('audit_log_notices').delete();
    const { body: settings } = await call('admin', 'get', '/settings');
    await call('admin', 'patch', '/settings')
      .set('if-match', `"${settings.version}"`)
      .send({ holdUnexported: false })
      .expect(200);
    await runRetention();
    const lost = await expectMail(ada, 'due to go before they were exported');
    expect(lost.text).toContain('although they were not exported');
    expect(mails).toEqual([]);
  });
});

it('goes on where the portal has no notifications', async () => {
  const { call } = await startPortal({
    knex: await databases.init('SQLITE_3'),
  });
  await call('admin', 'post', '/settings/enable').expect(202);
  await eventually(async () => {
    const { body } = await call('admin', 'get', '/settings');
    expect(body.state).toBe('enabled');
  });
});

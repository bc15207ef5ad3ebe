import { Entity } from '@backstage/catalog-model';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import { JsonObject } from '@backstage/types';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import request from 'supertest';
import { auditLogMailsModule } from '..';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import { mailConfig, startMailServer } from '../__testUtils__/mailServer';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const databases = createTestDatabases();

function user(name: string, email?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', uid: name },
    spec: { profile: { ...(email && { email }) } },
  };
}

const entities: Entity[] = [
  user('ada', 'ada@example.org'),
  user('eva', 'eva@example.org'),
  user('otto'),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'sre', namespace: 'default' },
    relations: ['ada', 'eva'].map(name => ({
      type: 'hasMember',
      targetRef: `user:default/${name}`,
    })),
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'empty', namespace: 'default' },
  },
];

/** What configures the e-mail module. */
function emailConfigOf({ notifications }: JsonObject): JsonObject {
  const { processors } = notifications as { processors: { email: JsonObject } };
  return processors.email;
}

describe('what is sent to people', () => {
  let server: Awaited<ReturnType<typeof startMailServer>>;
  let portal: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    server = await startMailServer();
    const config = mailConfig(server.port);
    Object.assign(emailConfigOf(config), {
      broadcastConfig: {
        receiver: 'config',
        receiverEmails: ['all@example.org', 'board@example.org'],
      },
    });
    portal = await startPortal({
      knex: await databases.init('SQLITE_3'),
      features: [
        catalogOf(() => entities),
        // In the order in which a portal would least likely work.
        emailModule,
        auditLogMailsModule,
        notificationsBackend,
      ],
      config,
      auditLog: { enabled: true },
    });
  });
  afterAll(async () => {
    await portal.backend.stop();
    await server.stop();
  });

  const send = (body: object, caller = 'plugin', path = '/notifications') =>
    request(portal.backend.server)
      .post(`/api/notifications${path}`)
      .set('authorization', `Bearer test:${caller}`)
      .send(body);

  const to = (entityRef: string | string[], title: string) => ({
    recipients: { type: 'entity', entityRef },
    payload: { title, link: '/catalog', topic: 'builds' },
  });

  /** The events of a notification, once there are as many. */
  const eventsOf = (title: string, count: number) =>
    eventually(async () => {
      const q = encodeURIComponent(`meta.title:"${title}"`);
      const { body } = await portal
        .call('admin', 'get', `/events?q=${q}`)
        .expect(200);
      const events: AuditEvent[] = body.items;
      expect(events).toHaveLength(count);
      return events
        .map(({ eventId, action, outcome, target, meta }) => ({
          eventId,
          action,
          outcome,
          target: target?.ref,
          address: meta?.address,
        }))
        .sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));
    });

  const sent = (target: string) => ({
    eventId: 'notification-send',
    action: 'send',
    outcome: 'succeeded',
    target,
    address: undefined,
  });
  const mailed = (target: string, address?: string) => ({
    eventId: 'mail-handover',
    action: 'hand-over',
    outcome: 'unknown',
    target,
    address,
  });

  it.each(['/notifications', '/', '/Notifications/'])(
    'is an event of each recipient, and of each mail: POST %s',
    async path => {
      const title = `Build of ${path} failed`;
      await send(to('group:default/sre', title), 'plugin', path).expect(200);
      expect(await eventsOf(title, 4)).toEqual([
        mailed('user:default/ada', 'ada@example.org'),
        mailed('user:default/eva', 'eva@example.org'),
        sent('user:default/ada'),
        sent('user:default/eva'),
      ]);
      await eventually(async () =>
        expect(
          server.mails.filter(mail => mail.subject === title),
        ).toHaveLength(2),
      );
    },
  );

  it('names who sent it, and is found from the recipient', async () => {
    await send(to('user:default/eva', 'Found')).expect(200);
    await eventsOf('Found', 2);
    const q = encodeURIComponent('target:user:default/eva meta.title:Found');
    const { body } = await portal.call('admin', 'get', `/events?q=${q}`);
    expect(
      body.items.map(({ plugin, category, actor, meta }: AuditEvent) => [
        plugin,
        category,
        actor?.ref,
        meta?.recipient,
        meta?.topic,
      ]),
    ).toEqual(
      Array(2).fill([
        'notifications',
        'NOTIFICATIONS',
        'plugin:scaffolder',
        'user:default/eva',
        'builds',
      ]),
    );
  });

  it('has no address where the catalog has none', async () => {
    await send(to('user:default/otto', 'By hand')).expect(200);
    expect(await eventsOf('By hand', 2)).toEqual([
      mailed('user:default/otto'),
      sent('user:default/otto'),
    ]);
  });

  it('is one event for everyone, with one of each address', async () => {
    await send({
      recipients: { type: 'broadcast' },
      payload: { title: 'Maintenance' },
    }).expect(200);
    expect(await eventsOf('Maintenance', 3)).toEqual([
      mailed('everyone', 'all@example.org'),
      mailed('everyone', 'board@example.org'),
      { ...sent('everyone'), action: 'broadcast' },
    ]);
  });

  it('tells what reached nobody, what was refused and what was denied', async () => {
    await send(to('group:default/empty', 'Void')).expect(200);
    expect(await eventsOf('Void', 1)).toEqual([
      { ...sent('group:default/empty'), action: 'reach-nobody' },
    ]);
    await send({
      ...to(['user:default/ada', 'user:default/eva'], 'Bad'),
      payload: { title: 'Bad', link: 'ftp://example.org/build' },
    }).expect(400);
    expect(await eventsOf('Bad', 1)).toEqual([
      {
        ...sent('user:default/ada, user:default/eva'),
        outcome: 'failed',
      },
    ]);
    await send(to('user:default/ada', 'Spoof'), 'engineer').expect(403);
    expect(await eventsOf('Spoof', 1)).toEqual([
      { ...sent('user:default/ada'), outcome: 'failed' },
    ]);
  });

  it('is no mail where a person switched mails off', async () => {
    const settings = request(portal.backend.server);
    await settings
      .post('/api/notifications/settings')
      .set('authorization', 'Bearer test:engineer')
      .send({
        channels: [
          {
            id: 'Email',
            origins: [{ id: 'plugin:scaffolder', enabled: false, topics: [] }],
          },
        ],
      })
      .expect(200);
    const { body } = await settings
      .get('/api/notifications/settings')
      .set('authorization', 'Bearer test:engineer')
      .expect(200);
    // Recording is no channel, so nobody can switch it off.
    expect(body.channels.map(({ id }: { id: string }) => id)).toEqual([
      'Web',
      'Email',
    ]);
    await send(to('group:default/sre', 'Quietly')).expect(200);
    expect(await eventsOf('Quietly', 3)).toEqual([
      mailed('user:default/ada', 'ada@example.org'),
      sent('user:default/ada'),
      sent('user:default/eva'),
    ]);
  });
});

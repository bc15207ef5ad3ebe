import { Entity } from '@backstage/catalog-model';
import notificationsBackend from '@backstage/plugin-notifications-backend';
import emailModule from '@backstage/plugin-notifications-backend-module-email';
import { catalogOf } from '../__testUtils__/catalogOf';
import { createTestDatabases } from '../__testUtils__/databases';
import {
  mailConfig,
  recipientsOf,
  startMailServer,
} from '../__testUtils__/mailServer';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

function user(name: string, groups: string[] = []): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', uid: name },
    spec: { profile: { email: `${name}@example.org` } },
    relations: groups.map(group => ({
      type: 'memberOf',
      targetRef: `group:default/${group}`,
    })),
  };
}

const entities: Entity[] = [
  user('ada', ['platform']),
  user('eva', ['sre']),
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: { name: 'sre', namespace: 'default' },
    relations: [{ type: 'hasMember', targetRef: 'user:default/eva' }],
  },
];

describe.each(databases.eachSupportedId())('mails on %s', id => {
  it('tell people what happened to the audit log', async () => {
    const { mails, port, stop } = await startMailServer();
    try {
      const { call } = await startPortal({
        knex: await databases.init(id),
        features: [
          catalogOf(() => entities),
          notificationsBackend,
          emailModule,
        ],
        config: mailConfig(port),
      });
      const nextMail = () =>
        eventually(async () => {
          const mail = mails.shift();
          expect(mail).toBeDefined();
          return mail!;
        });

      await call('admin', 'post', '/settings/enable').expect(202);
      const enabled = await nextMail();
      expect(recipientsOf(enabled)).toEqual(['ada@example.org']);
      expect(enabled.subject).toContain('Audit logging is enabled');
      expect(enabled.html).toContain('https://portal.example.org/audit-log');

      await call('admin', 'post', '/grants')
        .send({
          grantee: 'group:default/sre',
          limits: { categories: ['CATALOG'] },
        })
        .expect(201);
      const granted = await nextMail();
      expect(recipientsOf(granted)).toEqual(['eva@example.org']);
      expect(granted.subject).toContain('You may read the audit log');
      expect(granted.text).toContain('CATALOG');

      await call('admin', 'post', '/settings/disable')
        .send({ reason: 'Überprüfung' })
        .expect(202);
      const disabled = await nextMail();
      expect(recipientsOf(disabled)).toEqual(['ada@example.org']);
      expect(disabled.subject).toContain('Audit logging is disabled');
      expect(disabled.text).toContain('kept until');
    } finally {
      await stop();
    }
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

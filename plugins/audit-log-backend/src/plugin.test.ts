import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import auditLogFeature from '.';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const admin = mockCredentials.user.header('user:default/ada');

describe.each(databases.eachSupportedId())('audit-log plugin on %s', id => {
  it('installs everything with one feature', async () => {
    const knex = await databases.init(id);
    const { server } = await startTestBackend({
      features: [
        auditLogFeature,
        mockServices.database.factory({ knex }),
        mockServices.rootConfig.factory({
          data: { auditLog: { admins: ['user:default/ada'] } },
        }),
      ],
    });
    const api = (path: string) =>
      request(server)
        .get(`/api/audit-log/v1${path}`)
        .set('authorization', admin);

    await expect(api('/me')).resolves.toMatchObject({
      status: 200,
      body: { isAdmin: true, mayRead: true },
    });
    console.log(JSON.stringify((await api('/status')).body));
    console.log(
      (
        await request(server)
          .post('/api/audit-log/v1/settings/enable')
          .set('authorization', admin)
      ).body,
    );
    await new Promise(r => setTimeout(r, 2000));
    console.log((await api('/settings')).body);
    console.log(JSON.stringify((await api('/events')).body));
  });
});

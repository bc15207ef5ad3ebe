import { expect, test } from '@playwright/test';
import { PortalSession, enableLogging } from '../src/activity';
import { personas } from '../src/personas';
import { startOnPostgres, startOnSqlite } from './databases';
import { TestPortal } from './portal';

const grace = personas.find(({ username }) => username === 'grace')!;
const ada = personas.find(({ username }) => username === 'ada')!;
const databases = { SQLite: startOnSqlite, PostgreSQL: startOnPostgres };

for (const [database, start] of Object.entries(databases)) {
  test.describe(`a portal on ${database} that is killed and moved`, () => {
    let portal: TestPortal;

    test.afterEach(() => portal?.remove());

    async function signedIn(persona: typeof ada): Promise<PortalSession> {
      const session = new PortalSession({ baseUrl: portal.url });
      expect(await session.signIn(persona)).toBe(true);
      return session;
    }

    test('has what it could not append before', async () => {
      test.setTimeout(300_000);
      portal = await start();
      await enableLogging(await signedIn(ada));
      const reader = await signedIn(grace);

      const release = await portal.holdLog();
      const unsent = '/api/catalog/entities/by-name/component/default/unsent';
      expect((await reader.call('GET', unsent)).status).toBe(404);
      await portal.kill();
      await release();
      const before = portal.url;
      await portal.startElsewhere();
      expect(portal.url).not.toBe(before);

      const admin = await signedIn(ada);
      await expect
        .poll(async () => {
          const query = encodeURIComponent(
            'target:component:default/unsent actor:user:default/grace',
          );
          const { body } = await admin.call(
            'GET',
            `/api/audit-log/v1/events?q=${query}`,
          );
          return (body as { items: unknown[] }).items.length;
        })
        .toBe(1);
    });
  });
}

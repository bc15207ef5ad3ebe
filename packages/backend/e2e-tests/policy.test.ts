import { expect, test } from '@playwright/test';
import { PortalSession, enableLogging } from '../src/activity';
import { personas } from '../src/personas';
import { TestPortal, testingScripts } from './portal';

interface ReadEvent {
  actor?: { ref?: string; onBehalfOf?: string };
  target?: { ref?: string };
}

/** What the Payments team, and so Grace, owns in the example catalog. */
const OWNED = /^(component|api|resource|system):default\//;

test.describe('the portal where a policy decides', () => {
  let portal: TestPortal;

  test.beforeAll(async () => {
    test.setTimeout(240_000);
    const { startTestPortal } = await testingScripts();
    portal = await startTestPortal({ configFiles: ['app-config.policy.yaml'] });
  });

  test.afterAll(() => portal?.remove());

  async function signedIn(username: string): Promise<PortalSession> {
    const session = new PortalSession({ baseUrl: portal.url });
    const persona = personas.find(p => p.username === username)!;
    expect(await session.signIn(persona)).toBe(true);
    return session;
  }

  test('Admins do everything, others read what is theirs', async () => {
    const ada = await signedIn('ada');
    const grace = await signedIn('grace');
    await enableLogging(ada);
    const visited = '/api/catalog/entities/by-name/user/default';
    await ada.call('GET', `${visited}/ada`);
    await grace.call('GET', `${visited}/grace`);

    const read = async (session: PortalSession, query: string) => {
      const { status, body } = await session.call(
        'GET',
        `/api/audit-log/v1/events?limit=1000&q=${encodeURIComponent(query)}`,
      );
      expect(status).toBe(200);
      return (body as { items: ReadEvent[] }).items;
    };
    const byOthers = 'actor:user:default/ada';
    await expect
      .poll(async () => (await read(ada, byOthers)).length)
      .toBeGreaterThan(0);
    await expect
      .poll(async () => (await read(grace, 'plugin:catalog')).length)
      .toBeGreaterThan(0);
    for (const { actor, target } of await read(grace, '')) {
      const isOwn = [actor?.ref, actor?.onBehalfOf].includes(
        'user:default/grace',
      );
      expect(isOwn || OWNED.test(target?.ref ?? '')).toBe(true);
    }
    expect(
      await read(grace, 'plugin:audit-log -actor:user:default/grace'),
    ).toEqual([]);

    for (const path of ['/settings', '/grants', '/status']) {
      const { status } = await grace.call('GET', `/api/audit-log/v1${path}`);
      expect(status, path).toBe(403);
      const answer = await ada.call('GET', `/api/audit-log/v1${path}`);
      expect(answer.status, path).toBe(200);
    }
    const { status } = await ada.call('POST', '/api/audit-log/v1/grants', {
      body: { grantee: 'user:default/grace', limits: { everything: true } },
    });
    expect(status).toBe(409);
  });
});

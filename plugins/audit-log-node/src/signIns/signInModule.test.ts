import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import oidcModule from '@backstage/plugin-auth-backend-module-oidc-provider';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { Browser } from '../__testUtils__/Browser';
import {
  IdentityProvider,
  startIdentityProvider,
} from '../__testUtils__/startIdentityProvider';
import {
  RecordingBackend,
  startRecordingBackend,
} from '../__testUtils__/startRecordingBackend';
import { auditLogSignInsModule } from './signInModule';

jest.setTimeout(180_000);

const PORTAL = 'http://localhost:7007';
const CALLBACK = `${PORTAL}/api/auth/oidc/handler/frame`;
const APP = 'http://localhost:3000';
const XHR = { 'x-requested-with': 'XMLHttpRequest' };
const ada = 'user:default/ada';

describe('sign-ins through the real auth plugin', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  let identityProvider: IdentityProvider;

  beforeAll(async () => {
    identityProvider = await startIdentityProvider(CALLBACK);
  });
  afterAll(() => identityProvider.stop());

  describe.each(databases.eachSupportedId())('%p', databaseId => {
    let backend: RecordingBackend;

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      backend = await startRecordingBackend({
        config: {
          app: { baseUrl: APP },
          backend: { baseUrl: PORTAL },
          auth: {
            session: { secret: 'only-for-tests' },
            providers: {
              guest: { dangerouslyAllowOutsideDevelopment: true },
              oidc: {
                development: {
                  metadataUrl: `${identityProvider.url}/.well-known/openid-configuration`,
                  callbackUrl: CALLBACK,
                  prompt: 'auto',
                  clientId: 'portal',
                  clientSecret: 'portal-secret',
                  signIn: {
                    resolvers: [
                      { resolver: 'emailMatchingUserEntityProfileEmail' },
                    ],
                  },
                },
              },
            },
          },
        },
        features: [
          authPlugin,
          guestModule,
          oidcModule,
          auditLogSignInsModule,
          createServiceFactory({
            service: coreServices.database,
            deps: {},
            factory: () => mockServices.database({ knex, migrations: {} }),
          }),
          catalogServiceMock.factory({
            entities: ['ada', 'hasty'].map(name => ({
              apiVersion: 'backstage.io/v1alpha1',
              kind: 'User',
              metadata: { name },
              spec: { profile: { email: `${name}@example.com` } },
            })),
          }),
        ],
      });
    });
    afterAll(() => backend.stop());

    /** The callback with what the identity provider answered. */
    async function signInAt(
      browser: Browser,
      options: { flow: 'popup' | 'redirect'; as: string },
    ) {
      const start = await browser.visit(
        `${backend.url}/api/auth/oidc/start?${new URLSearchParams({
          env: 'development',
          origin: APP,
          flow: options.flow,
          scope: 'openid profile email offline_access',
          redirectUrl: `${APP}/catalog`,
        })}`,
      );
      const form = await browser.follow(start.location!);
      const interaction = `http://${form.url}`;
      const login = await browser.visit(interaction, {
        form: { prompt: 'login', login: options.as, password: 'any' },
      });
      const done = await browser.follow(login.location!);
      return browser.visit(done.location!.replace(PORTAL, backend.url));
    }

    beforeEach(() => backend.forget());

    /** In the order in which they began: each is recorded after its answer. */
    async function take(count: number) {
      const events = await backend.take(count);
      return events.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
    }

    const refresh = (browser: Browser, provider: string) =>
      browser.visit(
        `${backend.url}/api/auth/${provider}/refresh?optional&env=development`,
        { headers: XHR },
      );

    it('records a popup, the pages after it and the sign-out', async () => {
      const browser = new Browser({ 'user-agent': 'Testing/1.0' });
      // A page is loaded before anybody signed in: that is nothing.
      expect((await refresh(browser, 'oidc')).status).toBe(401);
      const answer = await signInAt(browser, { flow: 'popup', as: 'ada' });
      expect(answer.status).toBe(200);
      expect((await refresh(browser, 'oidc')).status).toBe(200);
      await browser.visit(
        `${backend.url}/api/auth/oidc/logout?env=development`,
        {
          method: 'POST',
          headers: XHR,
        },
      );

      const events = await take(3);
      expect(events.map(event => event.eventId)).toEqual([
        'sign-in',
        'session-resume',
        'sign-out',
      ]);
      for (const event of events) {
        expect(event).toMatchObject({
          plugin: 'auth',
          category: 'ACCESS',
          outcome: 'succeeded',
          actor: { type: 'user', ref: ada },
          target: { type: 'auth-provider', ref: 'oidc' },
          client: {
            ip: expect.stringMatching(/127\.0\.0\.1|::1/),
            userAgent: 'Testing/1.0',
          },
          meta: { provider: 'oidc' },
        });
      }
      expect(events[0]).toMatchObject({
        action: 'sign-in',
        severity: 'medium',
        meta: { flow: 'popup' },
        request: {
          method: 'GET',
          path: '/api/auth/oidc/handler/frame',
          status: 200,
        },
      });
      expect(JSON.stringify(events)).not.toMatch(/eyJ|portal-secret/);
    });

    it('takes a popup that failed, with status 200, for no sign-in', async () => {
      const answer = await signInAt(new Browser(), {
        flow: 'popup',
        as: 'mallory',
      });
      expect(answer.status).toBe(200);
      const [event, ...rest] = await take(1);
      expect(rest).toEqual([]);
      expect(event).toMatchObject({
        eventId: 'sign-in',
        outcome: 'failed',
        actor: { type: 'anonymous', ref: null },
        error: { message: expect.stringMatching(/sign-in|user/i) },
      });
    });

    it('records a callback that nobody began', async () => {
      await new Browser().visit(
        `${backend.url}/api/auth/oidc/handler/frame?code=abc&state=def`,
      );
      const [event] = await take(1);
      expect(event).toMatchObject({ eventId: 'sign-in', outcome: 'failed' });
      expect(event.request?.query).toBe('code=[redacted]&state=def');
    });

    it('knows the person of a redirect, and why one failed', async () => {
      const browser = new Browser();
      const answer = await signInAt(browser, { flow: 'redirect', as: 'ada' });
      expect(answer).toMatchObject({ status: 302, location: `${APP}/catalog` });
      expect((await refresh(browser, 'oidc')).status).toBe(200);
      await signInAt(new Browser(), { flow: 'redirect', as: 'mallory' });

      const [signIn, resumed, failed] = await take(3);
      expect(signIn).toMatchObject({
        eventId: 'sign-in',
        outcome: 'succeeded',
        actor: { type: 'user', ref: ada },
        meta: { flow: 'redirect' },
      });
      expect(resumed).toMatchObject({
        eventId: 'session-resume',
        actor: { ref: ada },
      });
      expect(failed).toMatchObject({
        eventId: 'sign-in',
        outcome: 'failed',
        actor: { type: 'anonymous' },
        meta: { flow: 'redirect' },
      });
    });

    it('records a session that ended elsewhere', async () => {
      const browser = new Browser();
      await signInAt(browser, { flow: 'popup', as: 'ada' });
      await take(1);
      const answer = await browser.visit(
        `${backend.url}/api/auth/oidc/refresh?optional&env=development`,
        { headers: { ...XHR, 'x-ignored': '1' } },
      );
      expect(answer.status).toBe(200);
      const forged = await fetch(
        `${backend.url}/api/auth/oidc/refresh?env=development`,
        { headers: { ...XHR, cookie: 'oidc-refresh-token=forged' } },
      );
      expect(forged.status).toBe(401);
      // Each is recorded after its answer, so either may be the first.
      const told = await take(2);
      const endedAs = (outcome: string) =>
        told.filter(event => event.outcome === outcome);
      expect(endedAs('succeeded')).toHaveLength(1);
      expect(endedAs('failed')).toEqual([
        expect.objectContaining({
          eventId: 'session-resume',
          actor: expect.objectContaining({ type: 'anonymous' }),
        }),
      ]);
    });

    it('tells a page that renews its token from one that is loaded', async () => {
      const browser = new Browser();
      // What the identity provider gives this person ends within minutes.
      await signInAt(browser, { flow: 'popup', as: 'hasty' });
      expect((await refresh(browser, 'oidc')).status).toBe(200);
      const [signIn, renewed] = await take(2);
      expect(signIn.eventId).toBe('sign-in');
      expect(renewed).toMatchObject({
        eventId: 'token-refresh',
        action: 'token-refresh',
        severity: 'low',
        outcome: 'succeeded',
        actor: { type: 'user', ref: 'user:default/hasty' },
        target: { type: 'auth-provider', ref: 'oidc' },
      });
    });

    it('knows who signs out before any page was loaded again', async () => {
      const browser = new Browser();
      await signInAt(browser, { flow: 'redirect', as: 'ada' });
      await browser.visit(
        `${backend.url}/api/auth/oidc/logout?env=development`,
        { method: 'POST', headers: XHR },
      );
      const [, signOut] = await take(2);
      expect(signOut).toMatchObject({
        eventId: 'sign-out',
        actor: { type: 'user', ref: ada },
      });
    });

    it.each([
      ['in capitals', (path: string) => path.toUpperCase()],
      [
        'with slashes that express takes',
        (path: string) => `${path.replace('/oidc/', '//Oidc//')}/`,
      ],
    ])('records who signs in, on and out by paths %s', async (_, spell) => {
      const browser = new Browser();
      const at = (url: string) => {
        const { origin, pathname, search } = new URL(url);
        return `${origin}${spell(pathname)}${search}`;
      };
      const start = await browser.visit(
        `${at(`${backend.url}/api/auth/oidc/start`)}?${new URLSearchParams({
          env: 'development',
          origin: APP,
          flow: 'popup',
          scope: 'openid profile email offline_access',
        })}`,
      );
      const form = await browser.follow(start.location!);
      const login = await browser.visit(`http://${form.url}`, {
        form: { prompt: 'login', login: 'ada', password: 'any' },
      });
      const done = await browser.follow(login.location!);
      await browser.visit(at(done.location!.replace(PORTAL, backend.url)));
      for (const [route, method] of [
        ['refresh', 'GET'],
        ['refresh', 'HEAD'],
        ['logout', 'OPTIONS'],
        ['logout', 'POST'],
      ]) {
        await browser.visit(
          at(`${backend.url}/api/auth/oidc/${route}?env=development`),
          { method, headers: XHR },
        );
      }
      const events = await take(4);
      // Those of lower severity may come later than others.
      events.sort((a, b) => a.eventId.localeCompare(b.eventId));
      expect(
        events.map(({ eventId, outcome, actor, target, meta }) => [
          eventId,
          outcome,
          actor.ref,
          target?.ref,
          meta?.provider,
        ]),
      ).toEqual(
        ['session-resume', 'session-resume', 'sign-in', 'sign-out'].map(
          eventId => [eventId, 'succeeded', ada, 'oidc', 'oidc'],
        ),
      );
    });

    it('takes the pages of a guest for no further sign-ins', async () => {
      const browser = new Browser({ 'user-agent': 'Testing/guest' });
      await refresh(browser, 'guest');
      await refresh(browser, 'guest');
      await refresh(new Browser({ 'user-agent': 'Testing/other' }), 'guest');
      const events = await take(3);
      // Those of lower severity may come later than others.
      expect(
        events
          .map(({ eventId, client }) => `${client?.userAgent} ${eventId}`)
          .sort(),
      ).toEqual([
        'Testing/guest session-resume',
        'Testing/guest sign-in',
        'Testing/other sign-in',
      ]);
      expect(events[0]).toMatchObject({
        eventId: 'sign-in',
        actor: { type: 'user', ref: 'user:development/guest' },
        target: { type: 'auth-provider', ref: 'guest' },
        meta: { flow: 'proxy' },
      });
    });
  });
});

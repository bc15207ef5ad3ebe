import { TestDatabases, mockServices } from '@backstage/backend-test-utils';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import authPlugin from '@backstage/plugin-auth-backend';
import {
  authProvidersExtensionPoint,
  createProxyAuthProviderFactory,
  createProxyAuthenticator,
} from '@backstage/plugin-auth-node';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import {
  RecordingBackend,
  startRecordingBackend,
} from '../__testUtils__/startRecordingBackend';
import { auditLogSignInsModule } from './signInModule';

jest.setTimeout(180_000);

const HEADER = 'x-forwarded-user';

/** A provider as those behind AWS ALB, Google IAP or oauth2-proxy are. */
const companyProxy = createBackendModule({
  pluginId: 'auth',
  moduleId: 'company-proxy',
  register(reg) {
    reg.registerInit({
      deps: { providers: authProvidersExtensionPoint },
      async init({ providers }) {
        providers.registerProvider({
          providerId: 'company-proxy',
          factory: createProxyAuthProviderFactory({
            authenticator: createProxyAuthenticator({
              defaultProfileTransform: async () => ({ profile: {} }),
              initialize: () => undefined,
              async authenticate({ req }) {
                const name = req.header(HEADER);
                if (!name) {
                  throw new AuthenticationError(`Header ${HEADER} is missing`);
                }
                return { result: { name } };
              },
            }),
            async signInResolver({ result }, context) {
              const ref = `user:default/${result.name}`;
              return context.issueToken({ claims: { sub: ref, ent: [ref] } });
            },
          }),
        });
      },
    });
  },
});

describe('sign-ins through a proxy', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('%p', id => {
    let backend: RecordingBackend;

    beforeAll(async () => {
      const knex = await databases.init(id);
      backend = await startRecordingBackend({
        config: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: { providers: { 'company-proxy': {} } },
        },
        features: [
          authPlugin,
          companyProxy,
          auditLogSignInsModule,
          createServiceFactory({
            service: coreServices.database,
            deps: {},
            factory: () => mockServices.database({ knex, migrations: {} }),
          }),
        ],
      });
    });
    afterAll(() => backend?.stop());
    beforeEach(() => backend.forget());

    const loadPage = (headers: Record<string, string>) =>
      fetch(`${backend.url}/api/auth/company-proxy/refresh`, {
        headers: { 'x-requested-with': 'XMLHttpRequest', ...headers },
      });

    it('are told once for each person, browser and visit', async () => {
      const events: RecordedEvent[] = [];
      for (const name of ['ada', 'ada', 'eva']) {
        expect((await loadPage({ [HEADER]: name })).status).toBe(200);
        // Each is told after its answer: of two at once, either is the first.
        events.push(...(await backend.take(1)));
      }
      expect(
        events.map(({ eventId, outcome, actor }) => [
          eventId,
          outcome,
          actor.ref,
        ]),
      ).toEqual([
        ['sign-in', 'succeeded', 'user:default/ada'],
        ['session-resume', 'succeeded', 'user:default/ada'],
        ['sign-in', 'succeeded', 'user:default/eva'],
      ]);
      expect(events[0]).toMatchObject({
        target: { type: 'auth-provider', ref: 'company-proxy' },
        client: { ip: expect.any(String), userAgent: expect.any(String) },
        meta: { flow: 'proxy' },
      });
    });

    it('that the proxy does not vouch for have failed', async () => {
      expect((await loadPage({})).status).toBe(401);
      expect(await backend.take(1)).toMatchObject([
        {
          eventId: 'sign-in',
          outcome: 'failed',
          actor: { type: 'anonymous' },
          error: { message: expect.stringContaining('is missing') },
        },
      ]);
    });
  });
});

import { createHash } from 'node:crypto';
import {
  TestDatabases,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { expectResolved } from '../__testUtils__/resolvedEvents';
import {
  RecordingBackend,
  startRecordingBackend,
} from '../__testUtils__/startRecordingBackend';
import { auditLogSignInsModule } from './signInModule';

jest.setTimeout(180_000);

const REDIRECT = 'http://127.0.0.1:8055/callback';
const VERIFIER = 'v'.repeat(43);
const ada = 'user:default/ada';
const client = {
  client_id: 'assistant',
  client_secret: 'a-client-secret-that-is-secret',
};

describe('clients that sign people in, through the real auth plugin', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('%p', databaseId => {
    let backend: RecordingBackend;

    beforeAll(async () => {
      const knex = await databases.init(databaseId);
      backend = await startRecordingBackend({
        config: {
          app: { baseUrl: 'http://localhost:3000' },
          backend: { baseUrl: 'http://localhost:7007' },
          auth: {
            staticClients: [
              {
                clientId: client.client_id,
                clientSecret: client.client_secret,
                clientName: 'Assistant',
                redirectUris: [REDIRECT],
              },
            ],
            experimentalRefreshToken: { enabled: true },
          },
        },
        features: [
          authPlugin,
          auditLogSignInsModule,
          createServiceFactory({
            service: coreServices.database,
            deps: {},
            factory: () => mockServices.database({ knex, migrations: {} }),
          }),
          // Whoever has left gets no further tokens.
          catalogServiceMock.factory({
            entities: [
              {
                apiVersion: 'backstage.io/v1alpha1',
                kind: 'User',
                metadata: { name: 'ada' },
              },
            ],
          }),
        ],
      });
    });
    afterAll(() => backend?.stop());
    beforeEach(() => backend.forget());

    /** In the order in which they began: what is looked up first comes later. */
    const take = async (count: number) =>
      (await backend.take(count)).sort((one, other) =>
        one.startedAt.localeCompare(other.startedAt),
      );

    const post = (path: string, body: object, headers = {}) =>
      fetch(`${backend.url}/api/auth/v1/${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });

    /** Where the person decides: the id of what is asked of them. */
    async function ask(clientId: string, more: Record<string, string> = {}) {
      const asked = await fetch(
        `${backend.url}/api/auth/v1/authorize?${new URLSearchParams({
          client_id: clientId,
          redirect_uri: REDIRECT,
          response_type: 'code',
          scope: 'openid offline_access',
          code_challenge: createHash('sha256')
            .update(VERIFIER)
            .digest('base64url'),
          code_challenge_method: 'S256',
          ...more,
        })}`,
        { redirect: 'manual' },
      );
      return asked.headers.get('location')?.split('/').at(-1);
    }

    const decide = (session: string | undefined, decision: string) =>
      post(
        `sessions/${session}/${decision}`,
        {},
        { authorization: mockCredentials.user.header(ada) },
      );

    async function signIn(clientId: string) {
      const approved = await decide(await ask(clientId), 'approve');
      const { redirectUrl } = await approved.json();
      const code = new URL(redirectUrl).searchParams.get('code');
      const exchanged = await post('token', {
        grant_type: 'authorization_code',
        ...client,
        client_id: clientId,
        code,
        redirect_uri: REDIRECT,
        code_verifier: VERIFIER,
      });
      expect(exchanged.status).toBe(200);
      return { code, tokens: await exchanged.json() };
    }

    it('are recorded from the first question to the token', async () => {
      const { code, tokens } = await signIn(client.client_id);
      const events = await take(3);
      expectResolved(events);
      expect(events).toMatchObject([
        {
          eventId: 'client-authorization',
          action: 'request',
          outcome: 'succeeded',
          target: { type: 'client', ref: client.client_id },
        },
        {
          eventId: 'client-authorization',
          action: 'approve',
          outcome: 'succeeded',
          actor: { type: 'user', ref: ada },
          target: { type: 'client', ref: client.client_id, name: 'Assistant' },
          meta: { redirect: REDIRECT },
        },
        {
          eventId: 'client-token',
          outcome: 'succeeded',
          actor: {
            type: 'user',
            ref: ada,
            clientId: client.client_id,
            clientName: 'Assistant',
          },
          target: { type: 'client', ref: client.client_id, name: 'Assistant' },
        },
      ]);
      const text = JSON.stringify(events);
      for (const secret of [
        code,
        client.client_secret,
        tokens.access_token,
        tokens.refresh_token,
      ]) {
        expect(secret).toEqual(expect.any(String));
        expect(text).not.toContain(secret);
      }
    });

    it('are recorded when they go on, and when they end', async () => {
      const { tokens } = await signIn(client.client_id);
      await take(3);
      const goOn = (token: string) =>
        post('token', {
          grant_type: 'refresh_token',
          refresh_token: token,
          ...client,
        });
      const renewed = await goOn(tokens.refresh_token);
      expect(renewed.status).toBe(200);
      const { refresh_token: next } = await renewed.json();
      expect((await post('revoke', { token: next, ...client })).ok).toBe(true);
      expect((await goOn(next)).ok).toBe(false);

      const events = await take(3);
      expectResolved(events);
      expect(
        events.map(({ eventId, outcome, actor, target }) => [
          eventId,
          outcome,
          actor.ref,
          target?.ref,
        ]),
      ).toEqual([
        ['token-refresh', 'succeeded', ada, client.client_id],
        ['token-revocation', 'succeeded', null, client.client_id],
        ['token-refresh', 'failed', null, client.client_id],
      ]);
      expect(JSON.stringify(events)).not.toContain(next);
    });

    it('are recorded when a person turns them away', async () => {
      const session = await ask(client.client_id);
      expect((await decide(session, 'reject')).status).toBe(200);
      const nobody = await post(
        `sessions/${session}/approve`,
        {},
        { authorization: mockCredentials.none.header() },
      );
      expect(nobody.ok).toBe(false);

      const events = await take(3);
      expectResolved(events);
      expect(events.slice(1)).toMatchObject([
        {
          eventId: 'client-authorization',
          action: 'reject',
          outcome: 'succeeded',
          actor: { type: 'user', ref: ada },
          target: { type: 'client', ref: client.client_id, name: 'Assistant' },
        },
        {
          eventId: 'client-authorization',
          action: 'approve',
          outcome: 'failed',
          actor: { type: 'anonymous' },
        },
      ]);
    });

    it('are recorded when they are refused', async () => {
      await ask(client.client_id, { state: 'a-state-that-is-secret-1234' });
      await post('token', {
        grant_type: 'authorization_code',
        code: 'forged-code',
        redirect_uri: REDIRECT,
      });
      await post('revoke', { token: 'forged-token' });

      const events = await take(3);
      expectResolved(events);
      expect(events.map(e => [e.eventId, e.outcome, e.target?.type])).toEqual([
        ['client-authorization', 'succeeded', 'client'],
        ['client-token', 'failed', 'plugin'],
        ['token-revocation', 'failed', 'plugin'],
      ]);
      expect(JSON.stringify(events)).not.toMatch(
        /forged-code|forged-token|a-state-that-is/,
      );
    });
  });
});

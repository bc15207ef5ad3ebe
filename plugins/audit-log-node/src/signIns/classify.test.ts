import { createAuthRoutes } from './authRoutes';
import { classify } from './classify';
import { AuthExchange, AuthOccurrence } from './types';

const ada = 'user:default/ada';

/** A request to the auth plugin and its answer. */
type AskedAndAnswered = Partial<AuthExchange> & {
  method?: string;
  path?: string;
};

const routeOf = createAuthRoutes(['github', 'guest']);

function occurrenceIn(request: AskedAndAnswered) {
  const { method = 'GET', path = '/github/handler/frame', ...fields } = request;
  const route = routeOf(method, path);
  return route && classify(route, exchange(fields));
}

function exchange(fields: Partial<AuthExchange>): AuthExchange {
  return {
    now: 1000,
    query: {},
    requestBody: undefined,
    sessionCookie: undefined,
    status: 200,
    location: undefined,
    body: undefined,
    issuedTo: undefined,
    ...fields,
  };
}

/** A token as its holder sees it. */
function tokenFor(claims: object) {
  const part = (json: object) =>
    Buffer.from(JSON.stringify(json)).toString('base64url');
  return `${part({ alg: 'ES256' })}.${part(claims)}.signature`;
}

/** The page that a popup gets, as `sendWebMessageResponse` writes it. */
function popup(payload: object) {
  const encoded = encodeURIComponent(
    JSON.stringify({ type: 'authorization_response', ...payload }),
  ).replace(/'/g, '%27');
  return `<html><body><script>
    var authResponse = decodeURIComponent('${encoded}');
    var origin = decodeURIComponent('http%3A%2F%2Flocalhost');
  </script></body></html>`;
}

const identity = {
  token: tokenFor({ sub: ada, exp: 4600 }),
  identity: { type: 'user', userEntityRef: ada, ownershipEntityRefs: [] },
};
const signedIn = { profile: {}, providerInfo: {}, backstageIdentity: identity };
const missingCookie = JSON.stringify({
  error: {
    name: 'AuthenticationError',
    message: 'Refresh failed; caused by InputError: Missing session cookie',
  },
});
const refused = JSON.stringify({
  error: { name: 'AuthenticationError', message: 'Refresh failed' },
});

describe('classify', () => {
  it.each<[string, AskedAndAnswered, Partial<AuthOccurrence>]>([
    [
      'a popup that worked',
      { body: popup({ response: signedIn }) },
      {
        eventId: 'sign-in',
        outcome: 'succeeded',
        user: ada,
        meta: { provider: 'github', flow: 'popup' },
      },
    ],
    [
      'a popup that failed, answered with 200',
      {
        body: popup({ error: { name: 'NotAllowedError', message: "it's no" } }),
      },
      {
        eventId: 'sign-in',
        outcome: 'failed',
        error: { name: 'NotAllowedError', message: "it's no" },
      },
    ],
    [
      'a popup for access to another system',
      { body: popup({ response: { profile: {}, providerInfo: {} } }) },
      { eventId: 'provider-authorization', outcome: 'succeeded' },
    ],
    [
      'a page that is no answer',
      { body: '<html></html>' },
      { eventId: 'sign-in', outcome: 'failed' },
    ],
    [
      'a client that went away',
      { status: undefined },
      {
        eventId: 'sign-in',
        outcome: 'unknown',
        error: {
          name: 'AbortError',
          message: 'The caller left before the answer was complete',
        },
      },
    ],
    [
      'a redirect that worked',
      { status: 302, location: 'http://localhost/', issuedTo: ada },
      {
        eventId: 'sign-in',
        outcome: 'succeeded',
        user: ada,
        meta: { provider: 'github', flow: 'redirect' },
      },
    ],
    [
      'a redirect that failed',
      { status: 302, location: 'http://localhost/?a=1&error=No+such+user' },
      {
        eventId: 'sign-in',
        outcome: 'failed',
        error: { name: 'Error', message: 'No such user' },
      },
    ],
    [
      'a refused start',
      {
        path: '/github/start',
        status: 403,
        query: { flow: 'redirect' },
        body: '{"error":{"name":"NotAllowedError","message":"Origin"}}',
      },
      {
        eventId: 'sign-in',
        outcome: 'failed',
        meta: { provider: 'github', flow: 'redirect' },
        error: { name: 'NotAllowedError', message: 'Origin' },
      },
    ],
    [
      'a refresh with a session',
      {
        path: '/github/refresh',
        sessionCookie: 'c',
        body: JSON.stringify(signedIn),
      },
      {
        eventId: 'session-resume',
        outcome: 'succeeded',
        user: ada,
        session: { change: 'renewed', expiresAt: 4600 },
      },
    ],
    [
      'a refresh whose provider token ends earlier',
      {
        path: '/github/refresh',
        sessionCookie: 'c',
        body: JSON.stringify({
          ...signedIn,
          providerInfo: { expiresInSeconds: 60 },
        }),
      },
      { session: { change: 'renewed', expiresAt: 1060 } },
    ],
    [
      'a refresh that a session no longer allows',
      {
        path: '/github/refresh',
        sessionCookie: 'c',
        status: 401,
        body: refused,
      },
      { eventId: 'session-resume', outcome: 'failed' },
    ],
    [
      'a refresh of a provider without sessions',
      { path: '/guest/refresh', body: JSON.stringify(signedIn) },
      {
        eventId: 'sign-in',
        outcome: 'succeeded',
        user: ada,
        meta: { provider: 'guest', flow: 'proxy' },
        session: { change: 'asserted', expiresAt: 4600 },
      },
    ],
    [
      'a provider without sessions that refuses',
      {
        path: '/iap/refresh',
        status: 401,
        body: '{"error":{"name":"AuthenticationError","message":"No header"}}',
      },
      { eventId: 'sign-in', outcome: 'failed' },
    ],
    [
      'a sign-out',
      { method: 'POST', path: '/github/logout' },
      {
        eventId: 'sign-out',
        outcome: 'succeeded',
        session: { change: 'ended' },
      },
    ],
    [
      'a sign-out from elsewhere',
      { method: 'POST', path: '/github/logout', status: 401, body: refused },
      { eventId: 'sign-out', outcome: 'failed' },
    ],
    [
      'a client that asks',
      {
        path: '/v1/authorize',
        query: { client_id: 'cli', scope: 'openid', state: 'secret' },
        status: 302,
        location: 'http://localhost/oauth2/authorize/1',
      },
      {
        eventId: 'client-authorization',
        outcome: 'succeeded',
        meta: { actionType: 'request', clientId: 'cli', scope: 'openid' },
      },
    ],
    [
      'a client that may not ask',
      {
        path: '/v1/authorize',
        query: { client_id: 'cli' },
        status: 302,
        location:
          'http://localhost/?error=invalid_client&error_description=Unknown',
      },
      {
        outcome: 'failed',
        error: { name: 'invalid_client', message: 'Unknown' },
      },
    ],
    [
      'a client that was approved',
      {
        method: 'POST',
        path: '/v1/sessions/1/approve',
        body: '{"redirectUrl":"http://127.0.0.1:8055/callback?code=secret"}',
      },
      {
        eventId: 'client-authorization',
        outcome: 'succeeded',
        actsAsBearer: true,
        meta: {
          actionType: 'approve',
          redirect: 'http://127.0.0.1:8055/callback',
        },
      },
    ],
    [
      'a client that was rejected',
      { method: 'POST', path: '/v1/sessions/1/reject', body: '{}' },
      { eventId: 'client-authorization', meta: { actionType: 'reject' } },
    ],
    [
      'a token for a code',
      {
        method: 'POST',
        path: '/v1/token',
        requestBody: {
          grant_type: 'authorization_code',
          code: 'secret',
          client_id: 'cli',
        },
        body: JSON.stringify({ access_token: tokenFor({ sub: ada }) }),
      },
      {
        eventId: 'client-token',
        outcome: 'succeeded',
        user: ada,
        meta: { grantType: 'authorization_code', clientId: 'cli' },
      },
    ],
    [
      'a token for a refresh token',
      {
        method: 'POST',
        path: '/v1/token',
        requestBody: { grant_type: 'refresh_token', refresh_token: 'secret' },
        body: JSON.stringify({ access_token: tokenFor({ sub: ada }) }),
      },
      { eventId: 'token-refresh', outcome: 'succeeded', user: ada },
    ],
    [
      'a token that was refused',
      {
        method: 'POST',
        path: '/v1/token',
        status: 400,
        requestBody: { grant_type: 'authorization_code' },
        body: '{"error":"invalid_grant","error_description":"Expired"}',
      },
      {
        eventId: 'client-token',
        outcome: 'failed',
        error: { name: 'invalid_grant', message: 'Expired' },
      },
    ],
    [
      'a revocation',
      { method: 'POST', path: '/v1/revoke', requestBody: { client_id: 'cli' } },
      { eventId: 'token-revocation', meta: { clientId: 'cli' } },
    ],
    [
      'a registration',
      {
        method: 'POST',
        path: '/v1/register',
        status: 201,
        requestBody: { client_name: 'Assistant' },
        body: '{"client_id":"abc","client_secret":"secret"}',
      },
      {
        eventId: 'client-registration',
        meta: { clientId: 'abc', clientName: 'Assistant' },
      },
    ],
  ])('knows %s', (_, fields, expected) => {
    const occurrence = occurrenceIn(fields);
    expect(occurrence).toMatchObject(expected);
    expect(JSON.stringify(occurrence)).not.toContain('secret');
  });

  it.each<[string, AskedAndAnswered]>([
    [
      'a page load without a session',
      { path: '/github/refresh', status: 401, body: missingCookie },
    ],
    [
      'a page load that renews access to another system',
      {
        path: '/github/refresh',
        sessionCookie: 'c',
        body: '{"profile":{},"providerInfo":{}}',
      },
    ],
    ['a start', { path: '/github/start', status: 302, location: 'http://idp' }],
    [
      'a refresh that nobody waited for',
      { path: '/a/refresh', status: undefined },
    ],
    [
      'an unknown provider',
      { path: '/other/refresh', status: 404, body: '{}' },
    ],
    ['a route that a provider lacks', { path: '/guest/start', status: 501 }],
    ['keys', { path: '/.well-known/jwks.json', body: '{}' }],
    ['details of a session', { path: '/v1/sessions/1', body: '{}' }],
    ['another route', { path: '/github/other' }],
  ])('sees nothing in %s', (_, fields) => {
    expect(occurrenceIn(fields)).toBeUndefined();
  });

  it('survives answers of any kind', () => {
    for (const body of [
      '',
      '{',
      'null',
      '[]',
      "decodeURIComponent('%E0%A4%A')",
    ]) {
      for (const path of ['/a/handler/frame', '/a/refresh', '/v1/token']) {
        expect(() =>
          occurrenceIn({ path, method: 'POST', body }),
        ).not.toThrow();
      }
    }
  });
});

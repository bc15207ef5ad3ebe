import express from 'express';
import fc from 'fast-check';
import { AddressInfo } from 'node:net';
import { Server } from 'node:http';
import { rawRequest } from '../__testUtils__/rawRequest';
import { createAuthRoutes } from './authRoutes';

const PROVIDERS = ['github', 'myIdp', 'cf-access'];
const routeOf = createAuthRoutes(PROVIDERS);

/** The name of a route for comparison. */
function named(route: ReturnType<typeof routeOf>): string | undefined {
  return (
    route &&
    (route.of === 'provider' ? `${route.provider} ${route.route}` : route.route)
  );
}

describe('the routes of the auth plugin', () => {
  it.each([
    ['GET', '/github/refresh', 'github refresh'],
    ['POST', '/GitHub/Refresh', 'github refresh'],
    ['HEAD', '/myidp//handler/FRAME/', 'myIdp handler/frame'],
    ['POST', '/CF-Access/logout', 'cf-access logout'],
    ['GET', '/other/start', 'other start'],
    ['HEAD', '/V1/Authorize', 'authorize'],
    ['POST', '/v1/sessions/1/Approve/', 'approve'],
    ['GET', '/github/logout', undefined],
    ['OPTIONS', '/github/refresh', undefined],
    ['PUT', '/github/refresh', undefined],
    ['GET', '/v1/token', undefined],
    ['GET', '/V1/Sessions/1', 'question'],
    ['POST', '/v1/sessions/1', undefined],
    ['GET', '/.well-known/jwks.json', undefined],
    ['GET', '/v1/userinfo', undefined],
    ['GET', '/github', undefined],
    ['GET', '/github/%73tart', undefined],
  ])('%s %s: %s', (method, path, expected) => {
    expect(named(routeOf(method, path))).toBe(expected);
  });

  /** Mounted as `createRouter` of the auth plugin does it. */
  describe('mounted in express', () => {
    let server: Server;
    let taken: { path: string; hit?: string } | undefined;

    beforeAll(async () => {
      const auth = express.Router();
      auth.use((request, _, next) => {
        taken = { path: request.path };
        next();
      });
      const handler =
        (hit: string) => (_: express.Request, response: express.Response) => {
          taken!.hit = hit;
          response.end();
        };
      for (const id of PROVIDERS) {
        const provider = express.Router();
        provider.get('/start', handler(`${id} start`));
        provider.get('/handler/frame', handler(`${id} handler/frame`));
        provider.post('/handler/frame', handler(`${id} handler/frame`));
        provider.post('/logout', handler(`${id} logout`));
        provider.get('/refresh', handler(`${id} refresh`));
        provider.post('/refresh', handler(`${id} refresh`));
        auth.use(`/${id}`, provider);
      }
      const clients = express.Router();
      clients.get('/v1/authorize', handler('authorize'));
      clients.get('/v1/sessions/:id', handler('question'));
      for (const decision of ['approve', 'reject']) {
        clients.post(`/v1/sessions/:id/${decision}`, handler(decision));
      }
      for (const route of ['token', 'revoke', 'register']) {
        clients.post(`/v1/${route}`, handler(route));
      }
      auth.use(clients);
      const app = express();
      app.use('/api/auth', auth);
      app.use((_, response) => response.status(404).end());
      server = app.listen(0, '127.0.0.1');
      await new Promise(resolve => server.once('listening', resolve));
    });
    afterAll(() => new Promise(resolve => server.close(resolve)));

    const anyCase = (text: string) =>
      fc
        .array(fc.boolean(), {
          minLength: text.length,
          maxLength: text.length,
        })
        .map(ups =>
          [...text]
            .map((letter, at) => (ups[at] ? letter.toUpperCase() : letter))
            .join(''),
        );
    const slash = fc.oneof(
      { weight: 8, arbitrary: fc.constant('/') },
      fc.constantFrom('//', '/./', '/../', '/%2f', '\\', '/;x=1/', ''),
    );
    const routes = [
      ...PROVIDERS.flatMap(id => [
        [id, 'start'],
        [id, 'handler', 'frame'],
        [id, 'refresh'],
        [id, 'logout'],
      ]),
      ['v1', 'authorize'],
      ['v1', 'token'],
      ['v1', 'revoke'],
      ['v1', 'register'],
      ['v1', 'sessions', 'a1'],
      ['v1', 'sessions', 'a1', 'approve'],
      ['v1', 'sessions', 'a1', 'reject'],
    ];
    const target = fc
      .constantFrom(...routes)
      .chain(parts =>
        fc.tuple(
          fc.tuple(...['api', 'auth', ...parts].map(anyCase)),
          fc.array(slash, { minLength: parts.length, maxLength: parts.length }),
          fc.constantFrom('', '/', '//', '?x=1', '/?start', '#x'),
          fc.constantFrom('', 'http://portal.example'),
        ),
      )
      .map(
        ([[api, auth, ...parts], slashes, end, origin]) =>
          `${origin}/${api}/${auth}${parts
            .map((part, at) => `${slashes[at]}${part}`)
            .join('')}${end}`,
      );

    it('are told as express takes them, however they are written', async () => {
      const port = (server.address() as AddressInfo).port;
      let hits = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'OPTIONS'),
          target,
          async (method, path) => {
            taken = undefined;
            await rawRequest({ port, method, target: path });
            const seen = taken as { path: string; hit?: string } | undefined;
            hits += seen?.hit ? 1 : 0;
            const route = seen && routeOf(method, seen.path);
            // Whoever isn't configured isn't mounted.
            const isMounted =
              route?.of !== 'provider' || PROVIDERS.includes(route.provider);
            // Inside of addresses with an origin, express reads a backslash as
            // a slash at one mount and not at the next: answered with 404.
            const isTold =
              isMounted && (seen?.hit !== undefined || !path.includes('\\'));
            expect(isTold ? named(route) : undefined).toBe(seen?.hit);
          },
        ),
        { numRuns: 400 },
      );
      expect(hits).toBeGreaterThan(20);
    });
  });
});

import { DefaultRootHttpRouter } from '@backstage/backend-defaults/rootHttpRouter';
import express from 'express';
import fc from 'fast-check';
import { Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { rawRequest } from '../__testUtils__/rawRequest';
import {
  CapturingPortal,
  TOKEN,
  startCapturingPortal,
} from '../__testUtils__/startCapturingPortal';
import { PluginNames } from './PluginNames';

jest.setTimeout(180_000);

describe('requests in another spelling', () => {
  let portal: CapturingPortal;

  beforeAll(async () => {
    portal = await startCapturingPortal();
  });
  afterAll(() => portal.stop());

  const send = (method: string, target: string, token = TOKEN) =>
    rawRequest({
      port: portal.port,
      method,
      target,
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      body: '{}',
    });

  it.each([
    ['/api/example/change', '/api/example/change'],
    ['/API/example/change', '/API/example/change'],
    ['/api/Example/Change/', '/api/Example/Change/'],
    ['/api/example//change', '/api/example//change'],
    ['/aPi/EXAMPLE/change?x=1', '/aPi/EXAMPLE/change'],
    ['/api/example/change#/api/catalog', '/api/example/change'],
    ['http://portal.example/API/example/change', '/API/example/change'],
  ])('are recorded with plugin and person: POST %s', async (target, path) => {
    expect(await send('POST', target)).toBe(200);
    const events = await portal.take(1);
    expect(events).toEqual([
      expect.objectContaining({
        plugin: 'example',
        eventId: 'http-request',
        outcome: 'succeeded',
        actor: { type: 'service', ref: 'siem' },
        target: { type: 'path', ref: path },
        request: expect.objectContaining({ method: 'POST', path, status: 200 }),
      }),
    ]);
  });

  it('are recorded by the id that the plugin has', async () => {
    expect(await send('PUT', '/API/SHOPPINGCART/Items/7')).toBe(200);
    expect(await send('PUT', '/api/shoppingcart/items/7', 'forged')).toBe(401);
    const events = await portal.take(2);
    expect(
      events.map(({ plugin, actor, request }) => [
        plugin,
        actor.ref,
        request?.status,
      ]),
    ).toEqual([
      ['shoppingCart', 'siem', 200],
      ['shoppingCart', null, 401],
    ]);
  });

  it.each([
    ['GET', '/API/example/read', 'example'],
    ['HEAD', '/api/EXAMPLE/read', 'example'],
    ['GET', 'http://portal.example/api/example/read', 'example'],
    ['GET', '/api//example//read', undefined],
  ])(
    'are recorded where they are denied: %s %s',
    async (method, target, id) => {
      const status = await send(method, target, 'forged');
      // What express doesn't take for the plugin isn't there.
      expect(status).toBe(id ? 401 : 404);
      const events = await portal.take(id ? 1 : 0);
      expect(events.map(({ plugin }) => plugin)).toEqual(id ? [id] : []);
    },
  );

  it.each([
    ['POST', '//api/example/change'],
    ['POST', '/api//example/change'],
    ['POST', '/api/%65xample/change'],
    ['POST', '/api/example;x=1/change'],
    ['POST', '/api\\example\\change'],
    ['PUT', '/elsewhere'],
    ['PROPFIND', '/elsewhere'],
    ['DELETE', '/'],
  ])('are recorded where nobody is there: %s %s', async (method, target) => {
    expect(await send(method, target)).toBe(404);
    const events = await portal.take(1);
    expect(events).toEqual([
      expect.objectContaining({
        plugin: 'root',
        outcome: 'failed',
        request: expect.objectContaining({ method, path: target, status: 404 }),
      }),
    ]);
  });
});

describe('the plugin of a path', () => {
  const ids = ['catalog', 'userSettings', 'mcp-actions', 'cat'];
  let server: Server;
  let seen: { path: string; reached?: string } | undefined;

  beforeAll(async () => {
    const router = DefaultRootHttpRouter.create({});
    const reach =
      (id: string): express.Handler =>
      (_, response) => {
        seen!.reached = id;
        response.end();
      };
    ids.forEach(id => router.use(`/api/${id}`, reach(id)));
    const app = express();
    app.use((request, _, next) => {
      seen = { path: request.path };
      next();
    });
    app.use(router.handler());
    app.use((_, response) => response.status(404).end());
    server = app.listen(0, '127.0.0.1');
    await new Promise(resolve => server.once('listening', resolve));
  });
  afterAll(() => new Promise(resolve => server.close(resolve)));

  const piece = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom(
        ...['api', 'API', 'Api', ...ids, ...ids.map(id => id.toUpperCase())],
      ),
    },
    fc.constantFrom(
      '..',
      '.',
      '%61pi',
      'c%61talog',
      'cat;v=1',
      'cat?',
      '#',
      '',
    ),
    fc.stringMatching(/^[!-~\xa1-\xff]{0,6}$/),
  );
  const slash = fc.oneof(
    { weight: 9, arbitrary: fc.constant('/') },
    fc.constantFrom('//', '\\', '/%2f', ''),
  );
  const path = fc
    .array(fc.tuple(slash, piece), { minLength: 1, maxLength: 5 })
    .map(pieces => pieces.flat().join(''));
  const target = fc.oneof(
    fc.constant('/api').chain(start => path.map(rest => `${start}${rest}`)),
    fc
      .tuple(fc.constantFrom('http://a.example', '//u@h', ''), path)
      .map(([origin, rest]) => `${origin}${rest}`),
  );

  it('is the one that the root router of Backstage picks', async () => {
    const names = new PluginNames();
    ids.forEach(id => names.add(id));
    const { port } = server.address() as AddressInfo;
    let reached = 0;
    await fc.assert(
      fc.asyncProperty(target, async text => {
        seen = undefined;
        await rawRequest({ port, method: 'PUT', target: text });
        const told = seen as { path: string; reached?: string } | undefined;
        const named = told && names.ofPath(told.path ?? '');
        reached += told?.reached ? 1 : 0;
        expect(named && ids.includes(named) ? named : undefined).toBe(
          told?.reached,
        );
      }),
      { numRuns: 600 },
    );
    expect(reached).toBeGreaterThan(30);
  });

  it.each([
    ['/api/nowhere', 'nowhere'],
    ['/API/NoWhere/x', 'nowhere'],
    ['/api/', undefined],
    ['/api', undefined],
    ['/api/<script>', undefined],
    [`/api/${'x'.repeat(65)}`, undefined],
    ['/catalog', undefined],
    ['', undefined],
  ])('of %s, where nobody is, is %s', (text, expected) => {
    expect(new PluginNames().ofPath(text)).toBe(expected);
  });
});

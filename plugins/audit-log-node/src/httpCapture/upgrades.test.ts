import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { once } from 'node:events';
import { connect } from 'node:net';
import { rawRequest } from '../__testUtils__/rawRequest';
import {
  CapturingPortal,
  TOKEN,
  startCapturingPortal,
} from '../__testUtils__/startCapturingPortal';

jest.setTimeout(180_000);

const everything = {
  policy: [{ level: 'request', paths: '/api/example/*' }],
};

/** A plugin that says by Backstage's own means what it upgrades. */
const chat = createBackendPlugin({
  pluginId: 'chat',
  register(reg) {
    reg.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        httpRouter.addWebSocketHandler({
          path: '/room',
          handler: ({ socket }) => {
            socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n');
          },
        });
      },
    });
  },
});

describe('requests to upgrade', () => {
  let portal: CapturingPortal;

  beforeAll(async () => {
    portal = await startCapturingPortal({ httpCapture: everything });
  });
  afterAll(() => portal.stop());

  const upgrade = (target: string, headers: Record<string, string> = {}) =>
    rawRequest({
      port: portal.port,
      target,
      headers: { connection: 'Upgrade', upgrade: 'websocket', ...headers },
    });
  const bearer = { authorization: `Bearer ${TOKEN}` };

  it('are recorded with their answer where a route takes them over', async () => {
    expect(await upgrade('/api/example/take-over', bearer)).toBe(101);
    const [event, ...rest] = await portal.take(1);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({
      plugin: 'example',
      outcome: 'succeeded',
      actor: { ref: 'siem' },
      request: { path: '/api/example/take-over', status: 101 },
    });
  });

  it('are recorded where they pass all routers by', async () => {
    await portal.request('/api/example/listen', { method: 'POST', body: '{}' });
    await portal.take(1);
    // Not one listener more, by which servers tell whether somebody listens.
    expect(await upgrade('/API/example/socket', bearer)).toBe(101);
    expect(await upgrade('/api/example/socket')).toBe(401);
    expect(
      await upgrade('/api/example/socket', {
        'sec-websocket-protocol': `chat, ${TOKEN}`,
      }),
    ).toBe(401);
    expect(await upgrade('/api/example/silent', bearer)).toBeUndefined();

    const events = await portal.take(4);
    expect(
      events.map(({ plugin, outcome, actor, client, request }) => [
        plugin,
        outcome,
        actor.ref,
        client?.ip,
        request?.path,
        request?.status,
      ]),
    ).toEqual([
      ['example', 'succeeded', 'siem', '127.0.0.1', '/API/example/socket', 101],
      ['example', 'failed', null, '127.0.0.1', '/api/example/socket', 401],
      ['example', 'failed', 'siem', '127.0.0.1', '/api/example/socket', 401],
      [
        'example',
        'failed',
        'siem',
        '127.0.0.1',
        '/api/example/silent',
        undefined,
      ],
    ]);
    expect(JSON.stringify(events)).not.toContain(TOKEN);
  });

  it('are recorded where Backstage hands them to a plugin', async () => {
    const other = await startCapturingPortal({
      httpCapture: { policy: [{ level: 'metadata', plugins: 'chat' }] },
      after: [chat],
    });
    try {
      const ask = (path: string, headers: Record<string, string>) =>
        rawRequest({
          port: other.port,
          target: path,
          headers: { connection: 'Upgrade', upgrade: 'websocket', ...headers },
        });
      expect(await ask('/api/chat/room', bearer)).toBe(101);
      expect(await ask('/api/chat/room', {})).toBe(401);
      // Backstage answers this only where nobody else listens.
      expect(await ask('/api/chat/nowhere', bearer)).toBe(404);
      const events = await other.take(3);
      expect(
        events.map(({ plugin, actor, request }) => [
          plugin,
          actor.ref,
          request?.status,
        ]),
      ).toEqual([
        ['chat', 'siem', 101],
        ['chat', null, 401],
        ['chat', 'siem', 404],
      ]);
      expect(other.warnings.join()).not.toContain('upgrade listeners');
    } finally {
      await other.stop();
    }
  });

  it('leave other requests of the server as they are', async () => {
    const answer = await portal.request('/api/example/read');
    expect(answer.status).toBe(200);
    expect(await upgrade('/api/example/read')).toBe(401);
    expect(await portal.take(2)).toHaveLength(2);
  });

  it('hold up no shutdown, and are recorded where nobody answered', async () => {
    const other = await startCapturingPortal({ httpCapture: everything });
    const open = (target: string) => {
      const socket = connect(other.port, '127.0.0.1');
      socket.on('error', () => {});
      socket.write(
        [
          `GET ${target} HTTP/1.1`,
          'Host: portal.example',
          'Connection: Upgrade',
          'Upgrade: websocket',
          `Authorization: Bearer ${TOKEN}`,
          '\r\n',
        ].join('\r\n'),
      );
      return socket;
    };
    await other.request('/api/example/listen', { method: 'POST', body: '{}' });
    const asked = new Promise<void>(resolve => {
      other.hanging.onAsked = resolve;
    });
    const sockets = ['kept', 'nobody'].map(end => open(`/api/example/${end}`));
    const closed = sockets.map(socket => once(socket, 'close'));
    // Answered, and so known to the server, while the other one waits.
    await once(sockets[0], 'data');
    await asked;
    await other.stop();
    await Promise.all(closed);
    expect(
      other.events
        .map(({ outcome, request }) => [
          request?.path,
          request?.status,
          outcome,
        ])
        .sort(),
    ).toEqual([
      ['/api/example/kept', 101, 'succeeded'],
      ['/api/example/listen', 200, 'succeeded'],
      ['/api/example/nobody', undefined, 'failed'],
    ]);
  });
});

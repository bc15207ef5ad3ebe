import { mockServices } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Agent, IncomingMessage, get } from 'node:http';
import {
  CapturingPortal,
  startCapturingPortal,
} from '../__testUtils__/startCapturingPortal';
import { readHttpPolicy } from './readHttpPolicy';

jest.setTimeout(180_000);

const start = (httpCapture: JsonObject = {}) =>
  startCapturingPortal({ httpCapture });

describe('HTTP capture', () => {
  let portal: CapturingPortal;

  afterEach(() => portal.stop());

  it('records what nobody else does, once each', async () => {
    portal = await start();
    await portal.request('/api/example/read');
    await portal.request('/api/example/change?token=secret', {
      method: 'POST',
      body: '{}',
    });
    await portal.request('/api/example/read', {}, '');
    await portal.request('/api/example/read', {}, 'forged');
    await portal.request('/api/example/forbidden');
    await portal.request('/.backstage/health/v1/liveness');
    await portal.request('/api/nowhere', { method: 'POST' });

    const events = await portal.take(5);
    expect(
      events.map(({ actor, request, outcome }) => [
        request?.method,
        request?.path,
        request?.status,
        outcome,
        actor.ref,
      ]),
    ).toEqual([
      ['POST', '/api/example/change', 200, 'succeeded', 'siem'],
      ['GET', '/api/example/read', 401, 'failed', null],
      ['GET', '/api/example/read', 401, 'failed', null],
      ['GET', '/api/example/forbidden', 403, 'failed', 'siem'],
      ['POST', '/api/nowhere', 404, 'failed', null],
    ]);
    expect(events[0]).toMatchObject({
      plugin: 'example',
      eventId: 'http-request',
      category: 'API',
      action: 'post',
      severity: 'medium',
      target: { type: 'path', ref: '/api/example/change' },
      client: { ip: '127.0.0.1' },
      request: { query: 'token=[redacted]' },
      meta: null,
    });
    expect(JSON.stringify(events)).not.toMatch(/static-token|forged/);
  });

  it('leaves to a plugin what it records, under the same ids', async () => {
    portal = await start();
    await portal.request('/api/example/audited', {
      method: 'POST',
      body: '{}',
      headers: {
        traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      },
    });
    await portal.request('/api/example/change', {
      method: 'POST',
      body: '{}',
      headers: { 'x-request-id': 'from-the-proxy' },
    });
    const events = await portal.take(3);
    expect(events.map(event => event.eventId)).toEqual([
      'inner',
      'change',
      'http-request',
    ]);
    expect(events[0].request).toEqual({
      claimedTraceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(events[1].request).toMatchObject(events[0].request!);
    expect(events[2].request).toMatchObject({
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      claimedRequestId: 'from-the-proxy',
    });
  });

  it('records requests that are aborted', async () => {
    portal = await start({
      policy: [{ level: 'metadata', paths: '/api/example/hang' }],
    });
    const aborting = new AbortController();
    portal.hanging.onAsked = () => aborting.abort();
    await expect(
      portal.request('/api/example/hang', { signal: aborting.signal }),
    ).rejects.toThrow(/abort/i);
    const [event, ...rest] = await portal.take(1);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({
      outcome: 'unknown',
      actor: { ref: 'siem' },
      client: { ip: '127.0.0.1' },
      request: { path: '/api/example/hang' },
      error: {
        name: 'AbortError',
        message: 'The caller left before the answer was complete',
      },
    });
    expect(event.request).not.toHaveProperty('status');
  });

  const everything = {
    policy: [{ level: 'metadata', paths: '/api/example/*' }],
  };

  it('records once what throws and what is streamed', async () => {
    portal = await start(everything);
    await portal.request('/api/example/broken');
    const streamed = await portal.request('/api/example/stream');
    expect(await streamed.text()).toBe('onetwo');
    const leaving = new AbortController();
    const left = await portal.request('/api/example/stream-on', {
      signal: leaving.signal,
    });
    leaving.abort();
    await expect(left.text()).rejects.toThrow(/abort/i);
    const cut = await portal.request('/api/example/stream-broken');
    await expect(cut.text()).rejects.toThrow(/terminated/i);
    // Whatever is told twice would be here by then.
    await portal.request('/api/example/read');

    const events = await portal.take(5);
    const ended = (event: RecordedEvent) => [
      event.request?.path,
      event.request?.status,
      event.outcome,
      event.error?.name,
    ];
    expect(events.map(ended).sort()).toEqual([
      ['/api/example/broken', 500, 'failed', 'HttpError'],
      ['/api/example/read', 200, 'succeeded', undefined],
      ['/api/example/stream', 200, 'succeeded', undefined],
      ['/api/example/stream-broken', undefined, 'failed', 'AbortError'],
      ['/api/example/stream-on', undefined, 'unknown', 'AbortError'],
    ]);
    expect(JSON.stringify(events)).not.toMatch(/Not like this|No more/);
  });

  it('tells requests of one connection apart', async () => {
    portal = await start(everything);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ports = new Set<number | undefined>();
    const { url } = portal;
    const ask = (path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get(`${url}/api/example/${path}`, { agent }, resolve).on(
          'error',
          reject,
        );
      });
    for (const path of ['read', 'forbidden', 'read']) {
      const answer = await ask(path);
      ports.add(answer.socket.localPort);
      await answer.resume().toArray();
    }
    agent.destroy();
    expect(ports.size).toBe(1);

    const events = await portal.take(3);
    expect(events.map(({ request }) => request?.status)).toEqual([
      401, 401, 401,
    ]);
    expect(new Set(events.map(({ request }) => request?.requestId)).size).toBe(
      3,
    );
  });

  it('records once a request that a plugin audits as well, where asked to', async () => {
    portal = await start(everything);
    await portal.request('/api/example/audited', {
      method: 'POST',
      body: '{}',
    });
    await portal.request('/api/example/read');
    const events = await portal.take(4);
    expect(events.map(({ eventId }) => eventId)).toEqual([
      'inner',
      'change',
      'http-request',
      'http-request',
    ]);
    const ids = events.map(({ request }) => request?.requestId);
    expect(new Set(ids.slice(0, 3)).size).toBe(1);
    expect(ids[3]).not.toBe(ids[0]);
    expect(events[2].actor).toEqual(events[1].actor);
  });

  it('records headers and bodies where the policy says so', async () => {
    portal = await start({
      policy: [{ level: 'request', plugins: 'example', methods: 'POST' }],
    });
    await portal.request('/api/example/change', {
      method: 'POST',
      body: JSON.stringify({ name: 'svc-77', password: 'hunter22' }),
      headers: { cookie: 'session=hunter22' },
    });
    await portal.request('/api/example/change', {
      method: 'POST',
      body: '{"broken',
    });
    const [first, broken] = await portal.take(2);
    expect(first.meta).toMatchObject({
      headers: {
        authorization: '[redacted]',
        cookie: '[redacted]',
        'content-type': 'application/json',
      },
      body: { name: 'svc-77', password: '[redacted]' },
    });
    expect(broken).toMatchObject({
      outcome: 'failed',
      request: { status: 400 },
    });
    expect(JSON.stringify([first, broken])).not.toContain('hunter22');
  });
});

describe('readHttpPolicy', () => {
  it.each([
    [[{ level: 'some' }], "'auditLog.httpCapture.policy[0].level'"],
    [{ level: 'none' }, "'auditLog.httpCapture.policy'"],
  ])('refuses %j and says where', (policy, where) => {
    const config = mockServices.rootConfig({
      data: { auditLog: { httpCapture: { policy } } } as JsonObject,
    });
    expect(() => readHttpPolicy(config)).toThrow(where);
  });
});

import { createBackend } from '@backstage/backend-defaults';
import { rootHttpRouterServiceFactory } from '@backstage/backend-defaults/rootHttpRouter';
import {
  BackendFeature,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  RecordedEvent,
  ingestRequestSchema,
} from 'backstage-plugin-audit-log-common';
import express from 'express';
import { IncomingHttpHeaders } from 'node:http';
import { auditLogDeliveryFeatureLoader } from '.';
import { freePort } from '../__testUtils__/startCapturingPortal';
import { auditLogRecorderServiceRef, AuditLogRecorder } from '../recorder';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { eventOf } from '../tests/recordedEvents';
import { firstReleaseFields } from './eventFields';
import { HttpEventSink } from './HttpEventSink';

const folder = createMockDirectory();
const sink = new MemoryEventSink();
const callers: string[] = [];
let answer: { status: number; body?: unknown } | undefined;
/** What a portal of today says of itself; undefined: one of the first release. */
let portal:
  | { recording: string; fields?: string[]; rules?: unknown }
  | undefined;
const asked: { headers: IncomingHttpHeaders; body: unknown }[] = [];

/** Stands for the audit log of the other backend. */
const remoteAuditLog = createBackendPlugin({
  pluginId: 'audit-log',
  register(env) {
    env.registerInit({
      deps: {
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
      },
      async init({ http, httpAuth }) {
        const router = express.Router();
        http.use(router);
        router.use(express.json({ limit: '16mb' }));
        router.post('/v1/events', async (req, res) => {
          const credentials = await httpAuth.credentials(req, {
            allow: ['service'],
          });
          callers.push(credentials.principal.subject);
          asked.push({ headers: req.headers, body: req.body });
          if (!portal && req.body.events.length === 0) {
            res.status(400).json({ error: { message: 'Too small' } });
            return;
          }
          if (answer) {
            res.status(answer.status).json(answer.body ?? {});
            return;
          }
          const { events } = ingestRequestSchema.parse(req.body);
          const result = await sink.append(
            portal?.recording === 'off' ? [] : events,
          );
          res.json({
            ...result,
            ...(portal && {
              dropped: 0,
              portal: {
                protocol: 2,
                version: JSON.stringify(portal),
                rules: [],
                fields: [...firstReleaseFields],
                ...portal,
              },
            }),
          });
        });
      },
    });
  },
});

async function startRemote() {
  const { server } = await startTestBackend({ features: [remoteAuditLog] });
  return mockServices.discovery.mock({
    getBaseUrl: async id => `http://localhost:${server.port()}/api/${id}`,
  });
}

/** Tries until it doesn't throw. */
async function eventually(attempt: () => void): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    try {
      attempt();
      return;
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}

describe('delivery to another backend', () => {
  beforeEach(() => {
    answer = undefined;
    portal = undefined;
    asked.length = 0;
    sink.events.length = 0;
    sink.batches.length = 0;
  });

  it('brings events there with the credentials of its plugin, once', async () => {
    const discovery = await startRemote();
    let recorder: AuditLogRecorder | undefined;
    const backend = await startTestBackend({
      features: [
        auditLogDeliveryFeatureLoader,
        discovery.factory,
        createBackendPlugin({
          pluginId: 'shop',
          register(env) {
            env.registerInit({
              deps: {
                auditor: coreServices.auditor,
                recorder: auditLogRecorderServiceRef,
              },
              async init(deps) {
                recorder = deps.recorder;
                const event = await deps.auditor.createEvent({
                  eventId: 'order',
                  severityLevel: 'high',
                });
                await event.success();
              },
            });
          },
        }),
      ],
    });
    await eventually(() => expect(sink.events).toHaveLength(1));
    await recorder!.record(sink.events[0]);
    await eventually(() => expect(recorder!.status().duplicates).toBe(1));
    expect(sink.events).toHaveLength(1);
    expect(sink.events[0]).toMatchObject({
      plugin: 'shop',
      eventId: 'order',
      outcome: 'succeeded',
    });
    expect(new Set(callers)).toEqual(new Set(['plugin:audit-log-delivery']));
    expect(recorder!.status()).toMatchObject({ appended: 1, duplicates: 1 });
    await backend.stop();
  });

  /** A backend that delivers and is to capture HTTP requests. */
  async function startCapturing(ownRouter: BackendFeature[]) {
    const discovery = await startRemote();
    const port = await freePort();
    const logger = mockServices.rootLogger.mock();
    logger.child.mockReturnValue(logger);
    const backend = createBackend();
    for (const feature of [
      logger.factory,
      discovery.factory,
      auditLogDeliveryFeatureLoader,
      ...ownRouter,
      mockServices.auth.factory(),
      mockServices.httpAuth.factory(),
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: `http://127.0.0.1:${port}`,
            listen: { host: '127.0.0.1', port },
            database: { client: 'better-sqlite3', connection: ':memory:' },
          },
          auditLog: {
            httpCapture: { enabled: true },
            recording: { journal: { enabled: false } },
          },
        },
      }),
      createBackendPlugin({
        pluginId: 'shop',
        register(env) {
          env.registerInit({
            deps: { httpRouter: coreServices.httpRouter },
            async init({ httpRouter }) {
              httpRouter.use(
                express.Router().post('/orders', (_, res) => res.json({})),
              );
            },
          });
        },
      }),
    ]) {
      backend.add(feature);
    }
    await backend.start();
    const order = () =>
      fetch(`http://127.0.0.1:${port}/API/shop/orders`, { method: 'POST' });
    return { backend, order, logger };
  }

  it('captures HTTP requests where it is switched on', async () => {
    const { backend, order, logger } = await startCapturing([]);
    expect((await order()).status).toBe(200);
    await eventually(() => expect(sink.events).toHaveLength(1));
    await backend.stop();
    expect(sink.events).toEqual([
      expect.objectContaining({
        plugin: 'shop',
        eventId: 'http-request',
        actor: { type: 'user', ref: 'user:default/mock' },
        request: expect.objectContaining({ method: 'POST', status: 200 }),
      }),
    ]);
    expect(logger.warn).not.toHaveBeenCalledWith(
      expect.stringContaining('HTTP requests'),
    );
  });

  it('warns where a router of the backend has no HTTP capture', async () => {
    const { backend, order, logger } = await startCapturing([
      rootHttpRouterServiceFactory({}),
    ]);
    expect((await order()).status).toBe(200);
    await backend.stop();
    expect(sink.events).toEqual([]);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('another root HTTP router is active'),
    );
  });

  it('tries again what was refused before it started', async () => {
    const event = eventOf();
    const quarantined = { event, reason: 'no', since: event.startedAt };
    folder.setContent({
      quarantine: { [`${event.id}.json`]: JSON.stringify(quarantined) },
    });
    const discovery = await startRemote();
    const backend = await startTestBackend({
      features: [
        auditLogDeliveryFeatureLoader,
        discovery.factory,
        mockServices.rootConfig.factory({
          data: {
            auditLog: {
              recording: { journal: { enabled: true, folder: folder.path } },
            },
          },
        }),
      ],
    });
    await eventually(() => expect(sink.events).toEqual([event]));
    await backend.stop();
    expect(folder.content()).not.toHaveProperty(`quarantine.${event.id}.json`);
  });

  it('sends no more at once than the other side takes', async () => {
    const remote = HttpEventSink.create({
      auth: mockServices.auth(),
      discovery: await startRemote(),
    });
    const events = Array.from({ length: 2300 }, () => eventOf());
    expect(await remote.append(events)).toMatchObject({ appended: 2300 });
    expect(sink.batches.map(({ length }) => length)).toEqual([1000, 1000, 300]);
    expect(await remote.append([])).toMatchObject({ appended: 0 });
  });

  it.each([
    [{ status: 503 }, '503'],
    [{ status: 401 }, '401'],
    [
      { status: 400, body: { error: { name: 'InputError', message: 'no' } } },
      '400',
    ],
    [{ status: 200, body: { appended: 'many' } }, 'expected number'],
  ])('rejects where the other side answers %p', async (given, message) => {
    const remote = HttpEventSink.create({
      auth: mockServices.auth({ pluginId: 'audit-log-delivery' }),
      discovery: await startRemote(),
    });
    answer = given;
    await expect(remote.append([eventOf()])).rejects.toThrow(message);
  });

  const refusal = (fields: object) => ({
    status: 400,
    body: {
      error: { name: 'InputError', ...fields },
      response: { statusCode: 400 },
    },
  });

  it.each<[string, (event: RecordedEvent) => object]>([
    ['by its id', ({ id }) => ({ refused: [{ id, reason: 'no' }] })],
    [
      'by its place',
      () => ({ message: "Body field 'events[1].action' is 7: expected text" }),
    ],
    [
      'in a sentence',
      ({ id }) => ({ message: `Event "${id}" can't be stored: no` }),
    ],
  ])('tells which event the other side refuses %s', async (_, fieldsOf) => {
    const remote = HttpEventSink.create({
      auth: mockServices.auth(),
      discovery: await startRemote(),
    });
    const events = [eventOf(), eventOf(), eventOf()];
    answer = refusal({ message: 'no', ...fieldsOf(events[1]) });
    await expect(remote.append(events)).rejects.toMatchObject({
      name: 'InputError',
      refused: [{ id: events[1].id, reason: expect.any(String) }],
    });
  });

  it('takes a field that the other side does not know for its age', async () => {
    const remote = HttpEventSink.create({
      auth: mockServices.auth(),
      discovery: await startRemote(),
    });
    answer = refusal({
      message: "Body field 'events[0].new' is unknown: expected none",
    });
    await expect(remote.append([eventOf()])).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('says which version it speaks, and learns what the portal says', async () => {
    const onKnowledge = jest.fn();
    const remote = HttpEventSink.create({
      auth: mockServices.auth(),
      discovery: await startRemote(),
    });
    remote.onKnowledge(onKnowledge);
    await remote.ask();
    expect(onKnowledge).toHaveBeenLastCalledWith({ recording: 'on' });
    const rules = [{ name: 'a', match: { plugin: 'shop' }, effect: 'drop' }];
    portal = { recording: 'off', rules };
    await remote.ask();
    expect(onKnowledge).toHaveBeenLastCalledWith({
      recording: 'off',
      rules: [expect.objectContaining({ name: 'a', effect: 'drop' })],
      version: expect.any(String),
    });
    // Rules that only a newer portal understands stay with it.
    portal = { recording: 'on', rules: [{ when: 'later' }] };
    await remote.append([eventOf()]);
    expect(onKnowledge).toHaveBeenLastCalledWith({
      recording: 'on',
      rules: undefined,
      version: expect.any(String),
    });
    expect(asked[0].headers).toMatchObject({
      'x-audit-log-protocol': '2',
      'x-audit-log-time': expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it('sends only fields that the portal said to know', async () => {
    const remote = HttpEventSink.create({
      auth: mockServices.auth(),
      discovery: await startRemote(),
    });
    const event = eventOf({ request: { method: 'GET' } });
    const newer = {
      ...event,
      newField: 1,
      request: { method: 'GET', claimed: 'x' },
    } as unknown as RecordedEvent;
    const sent = async () => {
      await remote.append([newer]).catch(() => {});
      return (asked.at(-1)!.body as { events: unknown[] }).events[0];
    };
    expect(await sent()).toEqual(event);
    portal = {
      recording: 'on',
      fields: [...firstReleaseFields, 'newField', 'request.claimed'],
    };
    await remote.ask();
    answer = { status: 503 };
    expect(await sent()).toEqual(newer);
    // The portal was rolled back: what it doesn't know is not sent again.
    answer = refusal({
      message: "Body field 'events[0].newField' is unknown: expected none",
    });
    expect(await sent()).toEqual(newer);
    expect(await sent()).toEqual(event);
  });

  it('rejects where nobody is there', async () => {
    const remote = HttpEventSink.create({
      auth: mockServices.auth(),
      discovery: mockServices.discovery.mock({
        getBaseUrl: async () => 'http://127.0.0.1:1',
      }),
    });
    await expect(remote.append([eventOf()])).rejects.toThrow('fetch failed');
  });
});

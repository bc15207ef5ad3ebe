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
import express from 'express';
import { auditLogDeliveryFeatureLoader } from '.';
import { freePort } from '../__testUtils__/startCapturingPortal';
import { auditLogRecorderServiceRef, AuditLogRecorder } from '../recorder';
import { eventOf } from '../tests/recordedEvents';
import { RemoteAuditLog } from './__testUtils__/RemoteAuditLog';

const folder = createMockDirectory();

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
  it('brings events there with the credentials of its plugin, once', async () => {
    const log = new RemoteAuditLog();
    const discovery = await log.start();
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
    await eventually(() => expect(log.sink.events).toHaveLength(1));
    await recorder!.record(log.sink.events[0]);
    await eventually(() => expect(recorder!.status().duplicates).toBe(1));
    expect(log.sink.events).toHaveLength(1);
    expect(log.sink.events[0]).toMatchObject({
      plugin: 'shop',
      eventId: 'order',
      outcome: 'succeeded',
    });
    expect(new Set(log.callers)).toEqual(
      new Set(['plugin:audit-log-delivery']),
    );
    expect(recorder!.status()).toMatchObject({ appended: 1, duplicates: 1 });
    await backend.stop();
  });

  /** A backend that delivers and is to capture HTTP requests. */
  async function startCapturing(ownRouter: BackendFeature[]) {
    const log = new RemoteAuditLog();
    const discovery = await log.start();
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
    return { backend, order, logger, events: log.sink.events };
  }

  it('captures HTTP requests where it is switched on', async () => {
    const { backend, order, logger, events } = await startCapturing([]);
    expect((await order()).status).toBe(200);
    await eventually(() => expect(events).toHaveLength(1));
    await backend.stop();
    expect(events).toEqual([
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
    const { backend, order, logger, events } = await startCapturing([
      rootHttpRouterServiceFactory({}),
    ]);
    expect((await order()).status).toBe(200);
    await backend.stop();
    expect(events).toEqual([]);
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
    const log = new RemoteAuditLog();
    const discovery = await log.start();
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
    await eventually(() => expect(log.sink.events).toEqual([event]));
    await backend.stop();
    expect(folder.content()).not.toHaveProperty(`quarantine.${event.id}.json`);
  });
});

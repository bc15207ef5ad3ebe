import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import express from 'express';
import { Server } from 'node:http';
import { AddressInfo, createServer } from 'node:net';
import { auditLogAuditorServiceFactory } from '../auditor';
import {
  HttpCapturePresence,
  auditLogActorReadersServiceFactory,
  auditLogHttpCaptureServiceRef,
  auditLogRootHttpRouterServiceFactory,
} from '../httpCapture';
import {
  AuditLogRecorder,
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
} from '../recorder';

export const TOKEN = 'a-static-token-that-is-secret';

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

const SWITCHED =
  'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

/** A plugin that audits one of its routes. */
function examplePlugin(hanging: { onAsked: () => void }) {
  return createBackendPlugin({
    pluginId: 'example',
    register(reg) {
      reg.registerInit({
        deps: {
          httpRouter: coreServices.httpRouter,
          auditor: coreServices.auditor,
        },
        async init({ httpRouter, auditor }) {
          const router = express.Router();
          router.use(express.json());
          router.get('/read', (_, res) => res.json({}));
          router.post('/change', (_, res) => res.json({}));
          router.get('/forbidden', () => {
            throw new NotAllowedError('Not you');
          });
          router.get('/hang', () => hanging.onAsked());
          router.get('/broken', () => {
            throw new Error('Not like this');
          });
          router.get('/stream', (_, res) => {
            res.write('one');
            setImmediate(() => res.end('two'));
          });
          router.get('/stream-on', (_, res) => {
            res.write('one');
          });
          router.get('/stream-broken', (_, res, next) => {
            res.write('one');
            setImmediate(() => next(new Error('No more')));
          });
          router.post('/audited', async (req, res) => {
            const event = await auditor.createEvent({
              eventId: 'change',
              severityLevel: 'medium',
              request: req,
            });
            const inner = await auditor.createEvent({
              eventId: 'inner',
              severityLevel: 'medium',
            });
            await inner.success();
            await event.success();
            res.json({});
          });
          router.get('/take-over', req => {
            req.socket.end(SWITCHED);
          });
          router.post('/listen', (req, res) => {
            listenForUpgrades(
              req.socket as unknown as { server: Server },
              hanging,
            );
            res.json({});
          });
          httpRouter.use(router);
        },
      });
    },
  });
}

/** As plugins do where Backstage has no way to say it. */
function listenForUpgrades(
  { server }: { server: Server },
  hanging: { onAsked: () => void },
) {
  server.on('upgrade', (request, socket) => {
    if (request.url?.includes('silent')) {
      socket.destroy();
    } else if (request.url?.includes('kept')) {
      socket.write(SWITCHED);
    } else if (request.url?.includes('nobody')) {
      hanging.onAsked();
    } else if (request.headers.authorization) {
      socket.write(SWITCHED);
      socket.end('\x88\x00');
    } else {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    }
  });
}

/** A plugin whose id isn't in lower case. */
const shoppingCart = createBackendPlugin({
  pluginId: 'shoppingCart',
  register(reg) {
    reg.registerInit({
      deps: { httpRouter: coreServices.httpRouter },
      async init({ httpRouter }) {
        const router = express.Router();
        router.use(express.json());
        router.put('/items/:id', (_, res) => res.json({}));
        httpRouter.use(router);
      },
    });
  },
});

type Feature = Parameters<ReturnType<typeof createBackend>['add']>[0];

/** A backend of its own that captures, as a portal starts it. */
export async function startCapturingPortal(
  options: {
    /** The configuration. */
    httpCapture?: JsonObject;
    /** What the portal adds before and after the audit log. */
    before?: Feature[];
    after?: Feature[];
    /** Default: what the audit log adds where capture is switched on. */
    capturing?: Feature[];
  } = {},
) {
  const { httpCapture = {}, before = [], after = [] } = options;
  const { capturing = [auditLogRootHttpRouterServiceFactory] } = options;
  const warnings: string[] = [];
  const events: RecordedEvent[] = [];
  let told:
    | { recorder: AuditLogRecorder; presence: HttpCapturePresence }
    | undefined;
  const hanging = { onAsked: () => {} };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl: url },
        backend: {
          baseUrl: url,
          listen: { host: '127.0.0.1', port },
          database: { client: 'better-sqlite3', connection: ':memory:' },
          auth: {
            externalAccess: [
              { type: 'static', options: { token: TOKEN, subject: 'siem' } },
            ],
          },
        },
        auditLog: {
          httpCapture,
          recording: {
            journal: { enabled: false },
            // Tests send more at once than a client should.
            anonymous: { perAddress: 1_000, total: 1_000 },
          },
        },
      },
    }),
  );
  const logger = mockServices.rootLogger.mock({
    warn: message => warnings.push(message),
  });
  logger.child.mockReturnValue(logger);
  backend.add(logger.factory);
  before.forEach(feature => backend.add(feature));
  backend.add(auditLogRecorderServiceFactory);
  backend.add(auditLogAuditorServiceFactory);
  backend.add(auditLogActorReadersServiceFactory);
  capturing.forEach(feature => backend.add(feature));
  backend.add(examplePlugin(hanging));
  backend.add(shoppingCart);
  backend.add(
    createBackendPlugin({
      pluginId: 'audit-log',
      register(reg) {
        reg.registerInit({
          deps: {
            recorder: auditLogRecorderServiceRef,
            presence: auditLogHttpCaptureServiceRef,
          },
          async init({ recorder, presence }) {
            told = { recorder, presence };
            recorder.attach({
              append: async batch => {
                events.push(...batch);
                return {
                  appended: batch.length,
                  duplicates: 0,
                  completeTo: { sequence: '1', time: null },
                };
              },
            });
            recorder.learn({ recording: 'on' });
          },
        });
      },
    }),
  );
  after.forEach(feature => backend.add(feature));
  await backend.start();
  return {
    url,
    port,
    events,
    warnings,
    presence: told!.presence,
    recorder: told!.recorder,
    stop: () => backend.stop(),
    hanging,
    request: (path: string, init: RequestInit = {}, token = TOKEN) =>
      fetch(`${url}${path}`, {
        ...init,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          'content-type': 'application/json',
          ...init.headers,
        },
      }),
    /** Everything recorded so far, at least `count` events. */
    async take(count: number) {
      const deadline = Date.now() + 10_000;
      while (events.length < count && Date.now() < deadline) {
        await new Promise(resolve => setTimeout(resolve, 10));
      }
      return events.splice(0);
    },
  };
}

export type CapturingPortal = Awaited<ReturnType<typeof startCapturingPortal>>;

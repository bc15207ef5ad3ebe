import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { ingestRequestSchema } from 'backstage-plugin-audit-log-common';
import express from 'express';
import { IncomingHttpHeaders } from 'node:http';
import { firstReleaseFields } from '../eventFields';
import { MemoryEventSink } from '../../tests/MemoryEventSink';

/** The audit log of another backend, and what it was told. */
export class RemoteAuditLog {
  readonly sink = new MemoryEventSink();
  readonly callers: string[] = [];
  readonly asked: { headers: IncomingHttpHeaders; body: unknown }[] = [];
  /** Instead of taking events. */
  answer: { status: number; body?: unknown } | undefined;
  /** What a portal of today says of itself; undefined: one of the first release. */
  portal:
    | {
        recording: string;
        fields?: string[];
        period?: string;
        rules?: unknown;
      }
    | undefined;

  /** Until the tests are over. */
  async start() {
    const { server } = await startTestBackend({ features: [pluginOf(this)] });
    return mockServices.discovery.mock({
      getBaseUrl: async id => `http://localhost:${server.port()}/api/${id}`,
    });
  }
}

function pluginOf(log: RemoteAuditLog) {
  return createBackendPlugin({
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
            log.callers.push(credentials.principal.subject);
            log.asked.push({ headers: req.headers, body: req.body });
            const { answer, portal } = log;
            if (!portal && req.body.events.length === 0) {
              res.status(400).json({ error: { message: 'Too small' } });
              return;
            }
            if (answer) {
              res.status(answer.status).json(answer.body ?? {});
              return;
            }
            const { events } = ingestRequestSchema.parse(req.body);
            const result = await log.sink.append(
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
}

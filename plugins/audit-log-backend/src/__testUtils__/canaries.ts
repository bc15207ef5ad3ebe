import {
  RootLoggerService,
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import express from 'express';
import { RealBackend } from './startRealBackend';
import { eventually } from './startPortal';

/** Each canary is sprayed through one path, and must be found nowhere. */
export const canaries = {
  query: 'CanaryQuery7Xq2Lm9',
  header: 'CanaryHeader4Zt8Rw1',
  cookie: 'CanaryCookie6Yb3Kp5',
  body: 'CanaryBody2Nc7Vd9',
  brokenBody: 'CanaryBroken8Hj4Sg6',
  meta: 'CanaryMeta5Qe1Fu3',
  key: 'CanaryKey9Wa6Mx2',
  error: 'CanaryError3Ti5Jb8',
  userInfo: 'CanaryUserInfo1Lr7Cz4',
  bearer: 'CanaryBearer6Po9Dk2',
  parameter: 'CanaryParameter8Gv3Ny5',
  masked: 'CanaryMasked4Ux1Be7',
  secret: 'CanarySecret7Kh5Wq9',
  code: 'CanaryCode2Fs8Tm6',
  verifier: 'CanaryVerifier5Jz4Xa1',
  refresh: 'CanaryRefresh9Mn2Lo3',
  location: 'CanaryLocation1Rd6Ht8',
};

export const template = {
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name: 'database' },
  spec: {
    type: 'service',
    owner: 'team-a',
    parameters: [
      {
        properties: {
          name: { type: 'string' },
          rootAccess: { type: 'string', 'ui:field': 'Secret' },
          note: {
            type: 'string',
            'ui:backstage': { review: { mask: '***' } },
          },
        },
      },
    ],
    steps: [
      { id: 'a', name: 'A', action: 'debug:log', input: { message: 'hello' } },
    ],
  },
};

/** A plugin whose events are as careless as can be. */
export const carelessPlugin = createBackendPlugin({
  pluginId: 'careless',
  register(reg) {
    reg.registerInit({
      deps: {
        httpRouter: coreServices.httpRouter,
        auditor: coreServices.auditor,
      },
      async init({ httpRouter, auditor }) {
        const router = express.Router();
        router.use(express.json());
        router.post('/do', async (request, response) => {
          const event = await auditor.createEvent({
            eventId: 'do',
            severityLevel: 'medium',
            request,
            meta: {
              deep: [{ deeper: { clientSecret: canaries.meta } }],
              text: `curl -H 'Authorization: Bearer ${canaries.bearer}' x`,
              [`password=${canaries.key}`]: 1,
            },
          });
          await event.fail({
            error: new Error(
              `connect postgres://root:${canaries.userInfo}@db failed, token=${canaries.error}`,
            ),
          });
          response.json({});
        });
        router.post('/quiet', (_, response) => response.json({}));
        httpRouter.use(router);
      },
    });
  },
});

/** A logger that keeps what it is given, with the fields of its parents. */
export function keepingLogger(
  lines: string[],
  inherited: JsonObject = {},
): RootLoggerService {
  const keep = (message: string, fields?: unknown) => {
    lines.push(
      JSON.stringify([
        inherited,
        message,
        fields instanceof Error
          ? { message: fields.message, stack: fields.stack }
          : fields,
      ]),
    );
  };
  return {
    error: keep,
    warn: keep,
    info: keep,
    debug: keep,
    child: fields =>
      keepingLogger(lines, { ...inherited, ...(fields as JsonObject) }),
  };
}

/** Sends every canary on its way. */
export async function sprayCanaries({ call }: Pick<RealBackend, 'call'>) {
  await call('GET', `/careless/x?access_token=${canaries.query}`, undefined, {
    'x-api-key': canaries.header,
    cookie: `session=${canaries.cookie}`,
  });
  await call('POST', '/careless/quiet', { password: canaries.body });
  await call('POST', '/careless/quiet', `{"password":"${canaries.brokenBody}`);
  await call('POST', '/careless/do', {});
  await call('POST', '/catalog/locations', {
    type: 'url',
    target: `http://ada:${canaries.location}@127.0.0.1:1/x.yaml`,
  });
  await call('POST', '/auth/v1/token', {
    grant_type: 'authorization_code',
    code: canaries.code,
    code_verifier: canaries.verifier,
    redirect_uri: 'http://127.0.0.1:1/',
  });
  await call('POST', '/auth/v1/token', {
    grant_type: 'refresh_token',
    refresh_token: canaries.refresh,
  });
  await eventually(async () => {
    const answer = await call(
      'GET',
      '/catalog/entities/by-name/template/default/database',
    );
    expect(answer.status).toBe(200);
  });
  const run = await call('POST', '/scaffolder/v2/tasks', {
    templateRef: 'template:default/database',
    values: {
      name: 'orders',
      rootAccess: canaries.parameter,
      note: canaries.masked,
    },
    secrets: { anything: canaries.secret },
  });
  expect(run.status).toBe(201);
}

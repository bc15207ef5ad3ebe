import { createBackend } from '@backstage/backend-defaults';
import {
  RootLoggerService,
  coreServices,
  createBackendPlugin,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestModule from '@backstage/plugin-auth-backend-module-guest-provider';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import scaffolderModelModule from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { JsonObject } from '@backstage/types';
import express from 'express';
import {
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import auditLogFeature from '..';
import { createTestDatabases } from '../__testUtils__/databases';
import { eventually } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();

/** Each canary is sprayed through one path, and must be found nowhere. */
const canaries = {
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

const template = {
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
const carelessPlugin = createBackendPlugin({
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

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** A logger that keeps what it is given, with the fields of its parents. */
function keepingLogger(
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

/** Every file below a folder, as text. */
function contentsOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n');
}

describe.each(databases.eachSupportedId())('canaries on %s', id => {
  it('are found in no file, table, line or answer', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'audit-log-canary-'));
    const knex = await databases.init(id);
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const lines: string[] = [];
    const templateFile = join(folder, 'template.yaml');
    writeFileSync(templateFile, JSON.stringify(template));
    const isPostgres = knex.client.config.client === 'pg';

    const backend = createBackend();
    backend.add(
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: url },
          backend: {
            baseUrl: url,
            listen: { host: '127.0.0.1', port },
            workingDirectory: folder,
            database: isPostgres
              ? {
                  client: 'pg',
                  pluginDivisionMode: 'schema',
                  // Knex keeps the password from being copied with the rest.
                  connection: {
                    ...knex.client.config.connection,
                    password: knex.client.config.connection.password,
                  },
                }
              : {
                  client: 'better-sqlite3',
                  connection: { directory: join(folder, 'data') },
                },
          },
          auth: {
            providers: { guest: { dangerouslyAllowOutsideDevelopment: true } },
            experimentalDynamicClientRegistration: { enabled: true },
          },
          catalog: {
            rules: [{ allow: ['Template', 'Location'] }],
            locations: [{ type: 'file', target: templateFile }],
          },
          auditLog: {
            admins: ['user:development/guest'],
            recording: { journal: { folder: join(folder, 'journal') } },
            httpCapture: {
              enabled: true,
              policy: [{ level: 'request', plugins: '!audit-log' }],
            },
          },
        },
      }),
    );
    backend.add(
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => keepingLogger(lines),
      }),
    );
    for (const feature of [
      auditLogFeature,
      authPlugin,
      guestModule,
      catalogPlugin,
      scaffolderModelModule,
      scaffolderPlugin,
      carelessPlugin,
    ]) {
      backend.add(feature);
    }
    await backend.start();
    try {
      const session = await fetch(`${url}/api/auth/guest/refresh`, {
        headers: { 'x-requested-with': 'XMLHttpRequest' },
      });
      const { backstageIdentity } = await session.json();
      const token: string = backstageIdentity.token;
      const call = (
        method: string,
        path: string,
        body?: unknown,
        headers: Record<string, string> = {},
      ) =>
        fetch(`${url}/api${path}`, {
          method,
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
            ...headers,
          },
          body:
            typeof body === 'object' ? JSON.stringify(body) : (body as string),
        });
      await call('POST', '/audit-log/v1/settings/enable', {});
      await eventually(async () => {
        const answer = await call('GET', '/audit-log/v1/settings');
        expect(await answer.json()).toMatchObject({ state: 'enabled' });
      });

      await call(
        'GET',
        `/careless/x?access_token=${canaries.query}`,
        undefined,
        {
          'x-api-key': canaries.header,
          cookie: `session=${canaries.cookie}`,
        },
      );
      await call('POST', '/careless/quiet', { password: canaries.body });
      await call(
        'POST',
        '/careless/quiet',
        `{"password":"${canaries.brokenBody}`,
      );
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

      const answers = await eventually(async () => {
        const events = await call('GET', '/audit-log/v1/events?limit=1000');
        const text = await events.text();
        expect(text).toContain('"action":"execution"');
        expect(text).toContain('"eventId":"do"');
        expect(text).toContain('"eventId":"client-token"');
        return text;
      });
      // What is kept tells that the canaries were on their way.
      expect(answers).toContain('"name":"orders"');
      expect(answers).toContain('[redacted]');

      const tables = isPostgres
        ? await knex.raw(
            'select * from "audit-log".audit_log_events order by sequence',
          )
        : undefined;
      const places: Record<string, string> = {
        answers,
        tables: JSON.stringify(tables?.rows ?? []),
        journal: contentsOf(join(folder, 'journal')),
        database: isPostgres
          ? ''
          : readdirSync(join(folder, 'data'))
              .filter(name => name.includes('audit-log'))
              .map(name => {
                const path = join(folder, 'data', name);
                return name.includes('journal')
                  ? contentsOf(path)
                  : readFileSync(path, 'latin1');
              })
              .join('\n'),
        lines: lines
          .filter(line => line.includes('"isAuditEvent":true'))
          .join('\n'),
      };
      expect(places.lines).toContain('careless.do');
      expect(isPostgres ? places.tables : places.database).toContain('orders');
      const found = Object.entries({ ...canaries, token }).flatMap(
        ([name, canary]) =>
          Object.entries(places)
            .filter(([, text]) => text.includes(canary))
            .map(([place]) => `${name} in ${place}`),
      );
      expect(found).toEqual([]);
    } finally {
      await backend.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

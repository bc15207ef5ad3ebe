import { createBackend } from '@backstage/backend-defaults';
import { rootConfigServiceFactory } from '@backstage/backend-defaults/rootConfig';
import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import {
  settingsSchema,
  statusSchema,
} from 'backstage-plugin-audit-log-common';
import { readdirSync } from 'node:fs';
import { AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { eventually, startPortal } from '../__testUtils__/startPortal';
import auditLogFeature from '..';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const directory = createMockDirectory();
const fixtures = join(
  __dirname,
  '../../../audit-log-node/src/config/__fixtures__/create-app',
);
const DEVELOPMENT = join(fixtures, 'app-config.yaml');
const PRODUCTION = join(fixtures, 'app-config.production.yaml');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** A backend as create-app makes it, with these files and nothing mocked. */
async function startBackend(
  files: string[],
  database?: JsonObject,
  auditLog?: JsonObject,
) {
  const port = await freePort();
  directory.setContent({
    // JSON is YAML.
    'last.yaml': JSON.stringify({
      backend: {
        baseUrl: `http://127.0.0.1:${port}`,
        listen: `127.0.0.1:${port}`,
        ...(database && { database }),
      },
      ...(auditLog && { auditLog }),
    }),
  });
  const backend = createBackend();
  backend.add(
    rootConfigServiceFactory({
      argv: [...files, directory.resolve('last.yaml')].flatMap(path => [
        '--config',
        path,
      ]),
      watch: false,
    }),
  );
  backend.add(auditLogFeature);
  await backend.start();
  return { backend, url: `http://127.0.0.1:${port}` };
}

describe('a portal made by create-app', () => {
  const before = { ...process.env };

  beforeEach(() => {
    jest.spyOn(console, 'log').mockImplementation();
    process.env.LOG_LEVEL = 'error';
  });

  afterEach(() => {
    process.env = { ...before };
  });

  /** The status of a route that asks who one is, once the portal is ready. */
  async function becomesReady(files: string[], database?: JsonObject) {
    const { backend, url } = await startBackend(files, database);
    try {
      await eventually(async () => {
        const ready = await fetch(`${url}/.backstage/health/v1/readiness`);
        expect(ready.status).toBe(200);
      });
      const document = await fetch(`${url}/api/audit-log/v1/openapi.json`);
      return document.status;
    } finally {
      await backend.stop();
    }
  }

  it('becomes ready with its development configuration', async () => {
    expect(await becomesReady([DEVELOPMENT])).toBe(401);
  });

  const server =
    process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING;
  (server ? it : it.skip)(
    'becomes ready as its Dockerfile starts it',
    async () => {
      const { hostname, port, username, password } = new URL(server!);
      Object.assign(process.env, {
        POSTGRES_HOST: hostname,
        POSTGRES_PORT: port || '5432',
        POSTGRES_USER: decodeURIComponent(username),
        POSTGRES_PASSWORD: decodeURIComponent(password),
      });
      // The rule doesn't see that it is in a test where there is a server.
      // eslint-disable-next-line jest/no-standalone-expect
      expect(await becomesReady([DEVELOPMENT, PRODUCTION])).toBe(401);
    },
  );

  it('becomes ready with its database in files', async () => {
    const folder = directory.resolve('databases');
    await becomesReady([DEVELOPMENT], {
      client: 'better-sqlite3',
      connection: { directory: folder },
    });
    expect(readdirSync(folder)).toContain('audit-log.sqlite');
  });
});

it('is stopped by one sentence where events would be lost', async () => {
  jest.spyOn(console, 'log').mockImplementation();
  await expect(
    startBackend([DEVELOPMENT], undefined, {
      recording: { batch: { timeout: { days: 60 } } },
    }),
  ).rejects.toThrow(
    /'auditLog\.recording\.batch\.timeout' is an object \(days: 60\): expected a duration/,
  );
});

it('starts although nothing can be scheduled, and says so', async () => {
  const { call, backend } = await startPortal({
    knex: await initDatabase(databases, 'SQLITE_3'),
    features: [
      createServiceFactory({
        service: coreServices.scheduler,
        deps: {},
        factory: () =>
          mockServices.scheduler.mock({
            scheduleTask: async () => {
              throw new Error('no tasks today');
            },
          }),
      }),
    ],
  });
  await eventually(async () => {
    const { body } = await call('admin', 'get', '/status').expect(200);
    expect(body.problems).toEqual([expect.stringContaining('no tasks today')]);
  });
  await call('admin', 'get', '/events').expect(200);
  await backend.stop();
});

it('records although its key can not be read, and says so', async () => {
  const knex = await initDatabase(databases, 'SQLITE_3');
  await knex('audit_log_note_keys').insert({
    verifier_key: 'backstage/audit-log+00000000+AAAA',
    private_key: 'damaged',
    created_at: 1,
  });
  const { call, backend } = await startPortal({
    knex,
    auditLog: { enabled: true },
  });
  const { body } = await call('admin', 'get', '/status').expect(200);
  expect(body.problems).toEqual([expect.stringContaining("can't be signed")]);
  expect(JSON.stringify(body)).not.toContain('damaged');
  await call('engineer', 'get', '/settings').expect(403);
  await eventually(async () => {
    const events = await call('admin', 'get', '/events?limit=50').expect(200);
    expect(events.body.items.length).toBeGreaterThan(0);
  });
  await backend.stop();
});

describe.each(databases.eachSupportedId())(
  'a portal whose database is away on %s',
  id => {
    it('starts, says so, keeps what happens, and goes on when it is back', async () => {
      directory.clear();
      const knex = await initDatabase(databases, id);
      let isAway = true;
      const { call, backend } = await startPortal({
        knex,
        getClient: async () => {
          if (isAway) {
            throw new Error('connect ECONNREFUSED');
          }
          return knex;
        },
        auditLog: {
          enabled: true,
          recording: {
            journal: { enabled: true, folder: directory.path },
            commitTimeout: { milliseconds: 50 },
          },
        },
      });
      const settings = settingsSchema.parse(
        (await call('admin', 'get', '/settings').expect(200)).body,
      );
      expect(settings.available).toBe(false);
      expect(settings.unavailableReason).toContain('connect ECONNREFUSED');
      const status = statusSchema.parse(
        (await call('admin', 'get', '/status').expect(200)).body,
      );
      expect(status.health).toBe('impaired');
      expect(status.problems[0]).toContain('connect ECONNREFUSED');
      expect(status.recorder.recording).toBe('unknown');
      await call('admin', 'get', '/events').expect(503);
      // What another backend delivers stays there, and is sent again.
      await call('delivering backend', 'post', '/events')
        .send({ events: [recordedEvent()] })
        .expect(503);
      // An audited refusal, which is held back.
      await call('engineer', 'get', '/settings').expect(403);

      isAway = false;
      const items = await eventually(async () => {
        const { body } = await call('admin', 'get', '/events?limit=100').expect(
          200,
        );
        const held = body.items.filter(
          (event: { actor: { ref: string } | null; eventId: string }) =>
            event.actor?.ref === 'user:default/eva',
        );
        expect(held).toHaveLength(1);
        return held;
      });
      expect(items[0].outcome).toBe('failed');
      const after = statusSchema.parse(
        (await call('admin', 'get', '/status').expect(200)).body,
      );
      expect(after.problems).toEqual([]);
      await backend.stop();
    });
  },
);

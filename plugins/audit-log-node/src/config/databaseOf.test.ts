import { rootConfigServiceFactory } from '@backstage/backend-defaults/rootConfig';
import { DatabaseManager } from '@backstage/backend-defaults/database';
import {
  createMockDirectory,
  mockServices,
  ServiceFactoryTester,
} from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { join, resolve } from 'node:path';
import { databaseOf } from './databaseOf';

const mockDirectory = createMockDirectory();
const DEVELOPMENT = 'create-app/app-config.yaml';
const PRODUCTION = 'create-app/app-config.production.yaml';

const environment = {
  POSTGRES_HOST: 'db.example.com',
  POSTGRES_PORT: '5432',
  POSTGRES_USER: 'portal',
  POSTGRES_PASSWORD: 'hunter2',
  DATABASE_URL: 'postgresql://portal:hunter2@db.example.com:5432/portal',
};

/** The configuration as the backend of a portal loads it from these files. */
async function load(files: string[]) {
  return ServiceFactoryTester.from(
    rootConfigServiceFactory({
      argv: files.flatMap(name => [
        '--config',
        join(__dirname, '__fixtures__', name),
      ]),
      watch: false,
    }),
  ).getSubject();
}

const read = (database: JsonValue) =>
  databaseOf(new ConfigReader({ backend: { database } }), 'audit-log');

describe('databaseOf', () => {
  const before = { ...process.env };
  beforeAll(() => {
    Object.assign(process.env, environment);
    jest.spyOn(console, 'log').mockImplementation();
  });
  afterAll(() => {
    process.env = before;
  });

  const inMemory = { isInMemory: true, file: undefined };
  const onServer = { client: 'pg', isInMemory: false, file: undefined };

  it.each([
    [[DEVELOPMENT], { client: 'better-sqlite3', ...inMemory }],
    [[DEVELOPMENT, PRODUCTION], onServer],
    [[PRODUCTION, DEVELOPMENT], { client: 'better-sqlite3', ...inMemory }],
    [[DEVELOPMENT, 'portals/connection-string.yaml'], onServer],
    [[DEVELOPMENT, PRODUCTION, 'portals/connection-string.yaml'], onServer],
    [[DEVELOPMENT, PRODUCTION, 'portals/schema-mode.yaml'], onServer],
    [
      [DEVELOPMENT, 'portals/sqlite-folder.yaml'],
      {
        client: 'better-sqlite3',
        isInMemory: false,
        file: resolve('/var/lib/portal/audit-log.sqlite'),
      },
    ],
    [[DEVELOPMENT, 'portals/own-database.yaml'], onServer],
    [
      [DEVELOPMENT, PRODUCTION, 'portals/own-memory.yaml'],
      { client: 'better-sqlite3', ...inMemory },
    ],
    [
      [DEVELOPMENT, PRODUCTION, 'portals/own-file.yaml'],
      {
        client: 'better-sqlite3',
        isInMemory: false,
        file: resolve('/var/lib/audit/audit.sqlite'),
      },
    ],
  ])('understands %j', async (files, expected) => {
    expect(databaseOf(await load(files), 'audit-log')).toMatchObject(expected);
  });

  it.each<[JsonObject, JsonObject, boolean]>([
    // Whoever signs in, and however it is written.
    [
      { client: 'pg', connection: 'postgresql://a:1@db:5432' },
      { client: 'pg', connection: { host: 'db', port: 5432, user: 'b' } },
      true,
    ],
    [
      { client: 'pg', connection: { connectionString: 'postgresql://a@db/x' } },
      { client: 'pg', connection: { host: 'db', user: 'b' } },
      false,
    ],
    [
      { client: 'pg', connection: { host: 'db', database: 'one' } },
      { client: 'pg', connection: { host: 'db', database: 'two' } },
      // Each plugin has a database of its own, whatever the base is called.
      true,
    ],
    [
      { client: 'pg', connection: { host: 'db' } },
      { client: 'pg', connection: { host: 'other' } },
      false,
    ],
    [
      { client: 'pg', connection: { host: 'db' } },
      { client: 'pg', prefix: 'second_', connection: { host: 'db' } },
      false,
    ],
    [
      {
        client: 'pg',
        pluginDivisionMode: 'schema',
        connection: { host: 'db', database: 'one' },
      },
      {
        client: 'pg',
        pluginDivisionMode: 'schema',
        connection: { host: 'db', database: 'two' },
      },
      false,
    ],
  ])('tells %j from %j: %s', (one, other, isSame) => {
    expect(read(one).identity === read(other).identity).toBe(isSame);
  });

  it('never throws, whatever stands there', () => {
    const part = fc.oneof(
      fc.constantFrom<JsonValue>(
        ':memory:',
        'pg',
        'better-sqlite3',
        'mysql2',
        'postgres://%zz@:x/%',
        { filename: ':memory:' },
        { directory: 3 },
        { connectionString: '/var/run/postgresql portal' },
      ),
      fc.jsonValue() as fc.Arbitrary<JsonValue>,
    );
    const layer = fc.oneof(
      part,
      fc.record({
        database: fc.oneof(
          part,
          fc.record({
            client: part,
            connection: part,
            pluginDivisionMode: part,
            prefix: part,
            plugin: fc.oneof(
              part,
              fc.record({
                'audit-log': fc.oneof(
                  part,
                  fc.record({ client: part, connection: part }),
                ),
              }),
            ),
          }),
        ),
      }),
    );
    fc.assert(
      fc.property(layer, layer, (upper, lower) => {
        const config = ConfigReader.fromConfigs([
          { data: { backend: lower }, context: 'lower' },
          { data: { backend: upper }, context: 'upper' },
        ]);
        expect(typeof databaseOf(config, 'audit-log').identity).toBe('string');
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[JsonObject]>([
    [{ client: 'better-sqlite3', connection: ':memory:' }],
    [{ client: 'better-sqlite3', connection: { filename: ':memory:' } }],
    [{ client: 'better-sqlite3', connection: { directory: 'DIR' } }],
    [
      {
        client: 'better-sqlite3',
        connection: ':memory:',
        plugin: { 'audit-log': { connection: 'DIR/own.sqlite' } },
      },
    ],
    [
      {
        client: 'better-sqlite3',
        connection: { directory: 'DIR' },
        plugin: { 'audit-log': { connection: { filename: 'sub/own.sqlite' } } },
      },
    ],
    [
      {
        client: 'better-sqlite3',
        connection: { directory: 'DIR' },
        plugin: { 'audit-log': { connection: ':memory:' } },
      },
    ],
    [
      {
        client: 'pg',
        connection: { host: 'db' },
        plugin: {
          'audit-log': {
            client: 'better-sqlite3',
            connection: { directory: 'DIR' },
          },
        },
      },
    ],
  ])('sees the file that Backstage opens for %j', async database => {
    const { path } = mockDirectory;
    const config = new ConfigReader({
      backend: {
        database: JSON.parse(JSON.stringify(database).replaceAll('DIR', path)),
      },
    });
    const knex = await DatabaseManager.fromConfig(config)
      .forPlugin('audit-log', {
        logger: mockServices.logger.mock(),
        lifecycle: mockServices.lifecycle.mock(),
      })
      .getClient();
    try {
      const { filename } = knex.client.config.connection;
      const { isInMemory, file } = databaseOf(config, 'audit-log');
      expect(isInMemory ? ':memory:' : file).toBe(
        filename === ':memory:' ? filename : resolve(filename),
      );
    } finally {
      await knex.destroy();
    }
  });
});

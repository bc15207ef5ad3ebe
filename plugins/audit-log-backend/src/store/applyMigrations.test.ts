import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { createTestDatabases } from '../__testUtils__/databases';
import { applyMigrations } from './applyMigrations';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const REPLICAS = 8;

describe.each(databases.eachSupportedId())('applyMigrations on %s', id => {
  let folder: string;
  let config: Knex.Config;
  let replicas: Knex[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-'));
    if (id === 'SQLITE_3') {
      config = {
        client: 'better-sqlite3',
        connection: { filename: join(folder, 'log.sqlite') },
        useNullAsDefault: true,
      };
    } else {
      const { client, connection } = (await databases.init(id)).client.config;
      config = { client, connection };
    }
    replicas = Array.from({ length: REPLICAS }, () => knexFactory(config));
  });

  afterEach(async () => {
    await Promise.all(replicas.map(knex => knex.destroy()));
    await rm(folder, { recursive: true });
  });

  it('lets replicas that start at once share one lock, free again', async () => {
    await Promise.all(replicas.map(knex => applyMigrations(knex)));

    const [knex] = replicas;
    expect(await knex('knex_migrations_lock').select('is_locked')).toEqual([
      { is_locked: 0 },
    ]);
    const names = await knex('knex_migrations').pluck('name');
    expect(new Set(names).size).toBe(names.length);
    expect(names).not.toEqual([]);
  });

  it('changes nothing when it runs again', async () => {
    const [knex] = replicas;
    await applyMigrations(knex);
    const before = await knex('knex_migrations').select('*');
    await applyMigrations(knex);
    expect(await knex('knex_migrations').select('*')).toEqual(before);
  });
});

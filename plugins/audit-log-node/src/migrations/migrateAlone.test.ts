import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { lockDatabase } from './lockDatabase';
import { migrateAlone } from './migrateAlone';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const REPLICAS = 8;
const tableName = 'ours';

const makesFruits = `
  exports.up = async knex => {
    await knex.schema.createTable('fruits', table => {
      table.string('name').primary();
    });
    await knex('fruits').insert({ name: 'apple' });
  };
  exports.down = async knex => knex.schema.dropTable('fruits');`;
const breaks = `
  exports.up = async knex => {
    await knex.schema.createTable('animals', table => table.string('name'));
    throw new Error('no more room');
  };
  exports.down = async () => {};`;

describe.each(databases.eachSupportedId())('migrateAlone on %s', id => {
  let folder: string;
  let config: Knex.Config;
  let migrations: { directory: string; tableName: string };
  const opened: Knex[] = [];
  function open(change: Knex.Config = {}): Knex {
    const knex = knexFactory({ ...config, ...change });
    opened.push(knex);
    return knex;
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-migrations-'));
    migrations = { directory: await mkdtemp(join(folder, 'of-')), tableName };
    await writeFile(join(migrations.directory, '1_fruits.js'), makesFruits);
    if (id === 'SQLITE_3') {
      config = {
        client: 'better-sqlite3',
        connection: { filename: join(folder, 'log.sqlite') },
        useNullAsDefault: true,
      };
    } else {
      const { client, connection } = (await databases.init(id)).client.config;
      // The transaction must need one connection, and no other beside it.
      config = { client, connection, pool: { min: 0, max: 1 } };
    }
  });

  afterEach(async () => {
    await Promise.all(opened.splice(0).map(knex => knex.destroy()));
    await rm(folder, { recursive: true });
  });

  const read = async (knex: Knex) => ({
    fruits: await knex('fruits').pluck('name'),
    names: await knex(tableName).pluck('name'),
    locks: await knex(`${tableName}_lock`).pluck('is_locked'),
  });
  const migratedOnce = {
    fruits: ['apple'],
    names: ['1_fruits.js'],
    locks: [0],
  };

  it('lets replicas that start at once migrate once', async () => {
    const replicas = Array.from({ length: REPLICAS }, () => open());
    await Promise.all(replicas.map(knex => migrateAlone(knex, migrations)));
    expect(await read(replicas[0])).toEqual(migratedOnce);
  });

  it('waits for another one, and not for ever', async () => {
    const [first, second] = [open(), open()];
    let waiting: Promise<void> | undefined;
    await first.transaction(async trx => {
      expect(await lockDatabase(trx)).toBe(true);
      await expect(
        migrateAlone(second, migrations, { patienceMs: -1 }),
      ).rejects.toThrow('Another process has been upgrading the tables');
      waiting = migrateAlone(second, migrations);
    });
    await waiting;
    expect(await read(second)).toEqual(migratedOnce);
  });

  it('is not kept waiting by one that died', async () => {
    const [first, second] = [open(), open()];
    const dying = await first.transaction();
    expect(await lockDatabase(dying)).toBe(true);
    const waiting = migrateAlone(second, migrations);
    const connection = await dying.client.acquireConnection();
    await first.client.destroyRawConnection(connection);
    await waiting;
    expect(await read(second)).toEqual(migratedOnce);
    await dying.rollback().catch(() => {});
  });

  it.each([
    ['is held', [{ is_locked: 1 }]],
    ['is there twice', [{ is_locked: 0 }, { is_locked: 0 }]],
    ['is missing', []],
  ])('goes on where a lock of Knex %s', async (_, rows) => {
    const knex = open();
    await migrateAlone(knex, migrations);
    await knex(`${tableName}_lock`).delete();
    for (const row of rows) {
      await knex(`${tableName}_lock`).insert(row);
    }
    await migrateAlone(knex, migrations);
    expect(await read(knex)).toEqual(migratedOnce);
  });

  it('leaves everything as it was when a migration fails', async () => {
    const knex = open();
    const broken = join(migrations.directory, '2_animals.js');
    await writeFile(broken, breaks);
    await expect(migrateAlone(knex, migrations)).rejects.toThrow(
      'no more room',
    );
    expect(await knex.schema.hasTable('fruits')).toBe(false);
    expect(await knex.schema.hasTable('animals')).toBe(false);

    await rm(broken);
    await migrateAlone(knex, migrations);
    expect(await read(knex)).toEqual(migratedOnce);
  });

  it('leaves the connection as it was', async () => {
    const knex = open();
    const setting = () =>
      knex.raw(
        id === 'SQLITE_3'
          ? 'pragma busy_timeout'
          : 'show idle_in_transaction_session_timeout',
      );
    const valueOf = (answer: unknown) =>
      JSON.stringify((answer as { rows?: unknown }).rows ?? answer);
    const before = valueOf(await setting());
    await migrateAlone(knex, migrations);
    expect(valueOf(await setting())).toBe(before);
  });

  if (id !== 'SQLITE_3') {
    it('keeps to the schema that the connection is set to', async () => {
      await open().raw('create schema portal');
      const replicas = Array.from({ length: REPLICAS }, () =>
        open({ searchPath: ['portal'] }),
      );
      await Promise.all(replicas.map(knex => migrateAlone(knex, migrations)));
      expect(await read(replicas[0])).toEqual(migratedOnce);
      expect(
        await open()('pg_tables')
          .where({ tablename: 'fruits' })
          .pluck('schemaname'),
      ).toEqual(['portal']);
    });

    it('waits in spite of a limit of time for statements', async () => {
      const [first, second] = [open(), open()];
      await second.raw(`set statement_timeout = '50ms'`);
      let waiting: Promise<void> | undefined;
      await first.transaction(async trx => {
        await lockDatabase(trx);
        waiting = migrateAlone(second, migrations);
        await trx.raw('select pg_sleep(0.5)');
      });
      await waiting;
      expect(await read(second)).toEqual(migratedOnce);
    });
  }
});

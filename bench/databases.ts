import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { applyMigrations } from '../plugins/audit-log-backend/src/store';

/** A fresh database with the tables of the audit log. */
export interface BenchDatabase {
  /** Under which it is found again. */
  name: string;
  knex: Knex;
  /** Leaves it for later. */
  close(): Promise<void>;
  /** Removes it. */
  drop(): Promise<void>;
}

let made = 0;

/**
 * On the server that a `BACKSTAGE_TEST_DATABASE_POSTGRES*_CONNECTION_STRING`
 * names.
 */
export async function createPostgres(): Promise<BenchDatabase> {
  made += 1;
  const name = `audit_log_bench_${process.pid}_${made}`;
  return openPostgres(name);
}

/** The same, under a name that is found again; made where there is none. */
export async function openPostgres(name: string): Promise<BenchDatabase> {
  const [, server] =
    Object.entries(process.env).find(([name]) =>
      /^BACKSTAGE_TEST_DATABASE_POSTGRES\d+_CONNECTION_STRING$/.test(name),
    ) ?? [];
  if (!server) {
    throw new Error(
      'No PostgreSQL: set BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING to a server where databases may be created',
    );
  }
  const admin = knexFactory({ client: 'pg', connection: server });
  const { rows } = await admin.raw(
    'select 1 from pg_database where datname = ?',
    [name],
  );
  if (rows.length === 0) {
    await admin.raw('create database ??', [name]);
  }
  const url = new URL(server);
  url.pathname = `/${name}`;
  const knex = knexFactory({ client: 'pg', connection: url.toString() });
  await applyMigrations(knex);
  return {
    name,
    knex,
    async close() {
      await knex.destroy();
      await admin.destroy();
    },
    async drop() {
      await knex.destroy();
      await admin.raw('drop database ??', [name]);
      await admin.destroy();
    },
  };
}

/** In a file of its own. */
export async function createSqlite(): Promise<BenchDatabase> {
  return openSqlite(await mkdtemp(join(tmpdir(), 'audit-log-bench-')));
}

/** In a folder that is found again; made where there is none. */
export async function openSqlite(folder: string): Promise<BenchDatabase> {
  await mkdir(folder, { recursive: true });
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'log.sqlite') },
    useNullAsDefault: true,
  });
  await applyMigrations(knex);
  return {
    name: folder,
    knex,
    close: () => knex.destroy(),
    async drop() {
      await knex.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { applyMigrations } from '../plugins/audit-log-backend/src/store';
import { providedPostgres } from './postgresServer';

/** A fresh database with the tables of the audit log. */
export interface BenchDatabase {
  /** Under which it is found again. */
  name: string;
  /** Where another process connects to it; of PostgreSQL alone. */
  url?: string;
  knex: Knex;
  /** Leaves it for later. */
  close(): Promise<void>;
  /** Removes it. */
  drop(): Promise<void>;
}

let made = 0;

/** On the server of `providedPostgres`. */
export async function createPostgres(): Promise<BenchDatabase> {
  made += 1;
  const name = `audit_log_bench_${process.pid}_${made}`;
  return openPostgres(name);
}

/** The same, under a name that is found again; made where there is none. */
export async function openPostgres(name: string): Promise<BenchDatabase> {
  const server = (await providedPostgres()).connectionString;
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
    url: url.toString(),
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

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import knexFactory, { Knex } from 'knex';
import { applyMigrations } from '../plugins/audit-log-backend/src/store';

/** A fresh database with the tables of the audit log. */
export interface BenchDatabase {
  knex: Knex;
  /** Removes it. */
  drop(): Promise<void>;
}

let made = 0;

/**
 * On the server that a `BACKSTAGE_TEST_DATABASE_POSTGRES*_CONNECTION_STRING`
 * names.
 */
export async function createPostgres(): Promise<BenchDatabase> {
  const [, server] =
    Object.entries(process.env).find(([name]) =>
      /^BACKSTAGE_TEST_DATABASE_POSTGRES\d+_CONNECTION_STRING$/.test(name),
    ) ?? [];
  if (!server) {
    throw new Error(
      'No PostgreSQL: set BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING to a server where databases may be created',
    );
  }
  made += 1;
  const name = `audit_log_bench_${process.pid}_${made}`;
  const admin = knexFactory({ client: 'pg', connection: server });
  await admin.raw('create database ??', [name]);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const knex = knexFactory({ client: 'pg', connection: url.toString() });
  await applyMigrations(knex);
  return {
    knex,
    async drop() {
      await knex.destroy();
      await admin.raw('drop database ??', [name]);
      await admin.destroy();
    },
  };
}

/** Where a URL or the path of a file says; kept afterwards. */
export async function openDatabase(place: string): Promise<Knex> {
  const knex = /^postgres(ql)?:/.test(place)
    ? knexFactory({ client: 'pg', connection: place })
    : knexFactory({
        client: 'better-sqlite3',
        connection: { filename: place },
        useNullAsDefault: true,
      });
  await applyMigrations(knex);
  return knex;
}

/** In a file of its own. */
export async function createSqlite(): Promise<BenchDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'audit-log-bench-'));
  const knex = knexFactory({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'log.sqlite') },
    useNullAsDefault: true,
  });
  await applyMigrations(knex);
  return {
    knex,
    async drop() {
      await knex.destroy();
      await rm(folder, { recursive: true });
    },
  };
}

import { TestDatabases } from '@backstage/backend-test-utils';
import knexFactory, { Knex } from 'knex';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DatabaseSessions } from './DatabaseSessions';

jest.setTimeout(180_000);

const fixtures = resolve(__dirname, '../../../../tests/fixtures/first-release');
const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const unzip = (name: string) => gunzipSync(readFileSync(join(fixtures, name)));

/** When the fixture was left, in its own time. */
const LEFT_AT = '2026-11-28T07:45:00.000Z';

describe.each(databases.eachSupportedId())('first release on %s', id => {
  let folder: string;
  let knex: Knex;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'audit-log-sessions-'));
    if (id === 'SQLITE_3') {
      const filename = join(folder, 'auth.sqlite');
      writeFileSync(filename, unzip('sqlite/sessions.sqlite.gz'));
      knex = knexFactory({
        client: 'better-sqlite3',
        connection: { filename },
        useNullAsDefault: true,
      });
    } else {
      knex = await databases.init(id);
      const connection = await knex.client.acquireConnection();
      await connection.query(unzip('postgres/sessions.sql.gz').toString());
      await connection.query('reset all');
      await knex.client.releaseConnection(connection);
    }
  });
  afterEach(async () => {
    await knex.destroy();
    rmSync(folder, { recursive: true });
  });

  it('left sessions that are still known', async () => {
    const before = await knex('audit_log_sessions').orderBy('key');
    expect(before.map(row => row.user_ref).sort()).toEqual([
      'user:default/ada',
      'user:default/bob',
      'user:default/jurgen',
      'user:default/zoe',
    ]);
    const sessions = await DatabaseSessions.create({
      knex,
      now: () => Date.parse(LEFT_AT),
      migrate: true,
    });
    for (const { key, user_ref: user, expires_at: expires } of before) {
      const expiresAt = Number(expires);
      const next = { user, expiresAt: expiresAt + 3600 };
      expect(await sessions.swap(key, next)).toEqual({ user, expiresAt });
      expect(await sessions.take(key)).toEqual(next);
      expect(await sessions.take(key)).toBeUndefined();
    }
  });
});

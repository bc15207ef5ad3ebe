import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AuditLogSettings,
  ExportRun,
  ExportSchedule,
  Grant,
  LegalHold,
  StorageIntegration,
  View,
} from 'backstage-plugin-audit-log-common';
import knexFactory, { Knex } from 'knex';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

type DatabaseId = ReturnType<TestDatabases['eachSupportedId']>[number][0];

/** What the first release left behind; its README says how it was made. */
export const firstReleaseFolder = resolve(
  __dirname,
  '../../../../tests/fixtures/first-release',
);

/** What the API of the first release answered at last. */
export interface FirstReleaseFacts {
  settings: AuditLogSettings;
  grants: { items: Grant[] };
  legalHolds: { items: LegalHold[] };
  views: { items: View[] };
  storageIntegrations: { items: StorageIntegration[] };
  exportSchedules: { items: ExportSchedule[] };
  exportRuns: Record<string, ExportRun[]>;
}

/** One delivery of a backend of the first release to its portal. */
export interface FirstReleaseExchange {
  scene: 'disabled' | 'fresh' | 'repeated' | 'refused';
  request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    body: string;
  };
  response: { status: number; headers: Record<string, string>; body: string };
}

/** Databases that were opened, and folders that were made, by this test file. */
const opened: Knex[] = [];
const made: string[] = [];

afterAll(async () => {
  await Promise.all(opened.splice(0).map(knex => knex.destroy()));
  for (const folder of made.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'audit-log-first-release-'));
  made.push(folder);
  return folder;
}

/** The folder of what one database belongs to. */
function folderOf(databaseId: DatabaseId): string {
  const name = databaseId.startsWith('SQLITE') ? 'sqlite' : 'postgres';
  return join(firstReleaseFolder, name);
}

/**
 * A database as the first release left it: none of the migrations since have
 * been applied. Closed when the test file ends.
 *
 * @param databases - where a new one can be made
 * @param name - `audit-log` is that of the plugin, `sessions` has the tables
 * in the database of the auth plugin
 */
export async function openFirstReleaseDatabase(
  databases: TestDatabases,
  databaseId: DatabaseId,
  name: 'audit-log' | 'sessions' = 'audit-log',
): Promise<Knex> {
  const folder = folderOf(databaseId);
  if (databaseId.startsWith('SQLITE')) {
    const filename = join(makeFolder(), `${name}.sqlite`);
    writeFileSync(filename, unzip(join(folder, `${name}.sqlite.gz`)));
    const knex = knexFactory({
      client: 'better-sqlite3',
      connection: { filename },
      useNullAsDefault: true,
    });
    opened.push(knex);
    return knex;
  }
  const knex = await databases.init(databaseId);
  // Not a query of Knex, which takes every question mark for a parameter.
  const connection = await knex.client.acquireConnection();
  try {
    await connection.query(unzip(join(folder, `${name}.sql.gz`)).toString());
    await connection.query('reset all');
  } finally {
    await knex.client.releaseConnection(connection);
  }
  return knex;
}

/** What the API answered before a database was closed for good. */
export function firstReleaseFacts(databaseId: DatabaseId): FirstReleaseFacts {
  return JSON.parse(
    readFileSync(join(folderOf(databaseId), 'facts.json'), 'utf8'),
  );
}

/**
 * A copy of the bucket with the exports of a database.
 *
 * @returns `folder` to verify; `localFolder`, under which the integrations of
 * the database write; what a reader kept: `keys`, a file with the verifier
 * key, and `checkpoint`, a file with a signed checkpoint
 */
export function firstReleaseBucket(databaseId: DatabaseId) {
  const from = folderOf(databaseId);
  const localFolder = makeFolder();
  const folder = join(localFolder, 'archive');
  cpSync(join(from, 'bucket'), folder, { recursive: true });
  return {
    folder,
    localFolder,
    keys: join(from, 'verifier.key'),
    checkpoint: join(from, 'kept.checkpoint'),
  };
}

/**
 * A copy of the journal folder that a killed process left, which had the
 * PostgreSQL database. It was on another host, long ago.
 */
export function copyFirstReleaseJournal(): string {
  const folder = join(makeFolder(), 'journal');
  cpSync(join(firstReleaseFolder, 'journal'), folder, { recursive: true });
  const names = readdirSync(folder, { recursive: true }) as string[];
  for (const name of ['.', ...names]) {
    utimesSync(join(folder, name), 0, 0);
  }
  return folder;
}

/** The recorded deliveries, in order. */
export function firstReleaseExchanges(): FirstReleaseExchange[] {
  return JSON.parse(
    readFileSync(join(firstReleaseFolder, 'delivery/exchanges.json'), 'utf8'),
  );
}

function unzip(path: string): Buffer {
  return gunzipSync(readFileSync(path));
}

import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { readRecordingConfig } from './readRecordingConfig';

const onPostgres = { client: 'pg', connection: { host: 'db.example.com' } };

function read(recording: JsonObject = {}, database: JsonObject = onPostgres) {
  return readRecordingConfig(
    new ConfigReader({
      backend: { database },
      auditLog: { recording },
    }),
  );
}

describe('readRecordingConfig', () => {
  it('waits for the commit from medium up where nothing else is said', () => {
    const { durability, waiting, isVolatile, journal } = read();
    expect(durability).toEqual({
      low: 'journal',
      medium: 'commit',
      high: 'commit',
      critical: 'commit',
    });
    expect(waiting).toMatchObject({ strictMs: 5_000, patienceMs: 10_000 });
    expect(isVolatile).toBe(false);
    expect(journal?.maxBytes).toBe(256 * 1024 * 1024);
  });

  it('reads everything that can be said', () => {
    expect(
      read({
        durability: { low: 'commit', critical: 'journal' },
        strictTimeout: { seconds: 1 },
        commitTimeout: '2s',
        patience: { minutes: 3 },
        journal: { folder: '/var/journal', maxBytes: 1048576 },
        memory: { maxEvents: 5, maxBytes: 6 },
        batch: {
          maxEvents: 7,
          linger: { milliseconds: 8 },
          timeout: { seconds: 9 },
        },
        shutdown: { grace: { seconds: 10 }, drain: { seconds: 11 } },
      }),
    ).toMatchObject({
      durability: {
        low: 'commit',
        medium: 'commit',
        high: 'commit',
        critical: 'journal',
      },
      waiting: {
        strictMs: 1_000,
        commitMs: 2_000,
        patienceMs: 180_000,
        graceMs: 10_000,
        drainMs: 11_000,
      },
      journal: { folder: resolve('/var/journal'), maxBytes: 1048576 },
      memory: { maxEvents: 5, maxSize: 6 },
      batch: { maxBatchEvents: 7, lingerMs: 8, appendTimeoutMs: 9_000 },
    });
  });

  it('has its journal beside the files of SQLite, and none without files', () => {
    const files = { client: 'better-sqlite3', connection: { directory: '/d' } };
    expect(read({}, files).journal?.folder).toBe(
      join(resolve('/d'), 'audit-log-journal'),
    );
    const memory = { client: 'better-sqlite3', connection: ':memory:' };
    expect(read({}, memory)).toMatchObject({
      journal: undefined,
      isVolatile: true,
    });
    expect(read({ journal: { enabled: true } }, memory)).toMatchObject({
      isVolatile: false,
    });
    expect(read({ journal: { enabled: false } })).toMatchObject({
      journal: undefined,
      isVolatile: false,
    });
  });

  it('has a default folder that neither address nor working directory changes', () => {
    const at = (backend: JsonObject) =>
      readRecordingConfig(
        new ConfigReader({ backend: { database: onPostgres, ...backend } }),
      ).journal!;
    const cwd = jest.spyOn(process, 'cwd');
    try {
      const one = at({ baseUrl: 'http://one.example.com' });
      cwd.mockReturnValue('/elsewhere');
      const other = at({ baseUrl: 'http://two.example.com' });
      expect(other.folder).toBe(one.folder);
      expect(one.folder.startsWith(tmpdir())).toBe(true);
      // What was left where it used to be is looked for there.
      expect(other.formerFolder).not.toBe(one.formerFolder);
      expect(one.formerFolder).toMatch(/backstage-audit-log-journal-\w{8}$/);
      expect(at({ workingDirectory: '/work' }).folder).toMatch(/^\/work\//);
      expect(
        at({ database: { client: 'pg', connection: { host: 'b' } } }).folder,
      ).not.toBe(one.folder);
    } finally {
      cwd.mockRestore();
    }
  });

  it("looks at the audit log's own database", () => {
    const memory = { client: 'better-sqlite3', connection: ':memory:' };
    expect(
      read({}, { ...memory, plugin: { 'audit-log': onPostgres } }),
    ).toMatchObject({ isVolatile: false, waiting: { graceMs: 5_000 } });
    expect(
      read({}, { ...onPostgres, plugin: { 'audit-log': memory } }),
    ).toMatchObject({ isVolatile: true, journal: undefined });
  });

  const tooLong = { days: 60 };
  it.each<[JsonObject, string]>([
    [{ durability: { low: 'strict' } }, "durability.low' is 'strict'"],
    [{ durability: 'commit' }, "durability' is 'commit': expected an object"],
    [{ journal: { maxBytes: 1 } }, "journal.maxBytes' is '1': expected"],
    [{ journal: { maxBytes: '1MB' } }, "journal.maxBytes' is '1MB'"],
    [{ journal: { folder: 5 } }, "journal.folder' is '5': expected a text"],
    [{ memory: { maxEvents: 1.5 } }, "memory.maxEvents' is '1.5'"],
    [{ patience: 'soon' }, "patience' is 'soon': expected a duration"],
    ...[
      ['strictTimeout'],
      ['commitTimeout'],
      ['patience'],
      ['batch', 'linger'],
      ['batch', 'timeout'],
      ['shutdown', 'grace'],
      ['shutdown', 'drain'],
    ].flatMap(path =>
      [
        tooLong,
        '60d',
        'P60D',
        { seconds: -5 },
        'PT-5S',
        '-5s',
        { seconds: '-5' },
        { seconds: NaN },
        { seconds: Infinity },
        {},
        [],
        true,
        5,
        '5',
      ].map<[JsonObject, string]>(value => [
        path.reduceRight<JsonObject>(
          (inner, name) => ({ [name]: inner }),
          value as JsonObject,
        ),
        `'auditLog.recording.${path.join('.')}' is `,
      ]),
    ),
    ...(['0s', 'PT0S', { seconds: 0 }] as const).map<[JsonObject, string]>(
      timeout => [{ batch: { timeout } }, "recording.batch.timeout' is "],
    ),
    [{ strictTimeout: '0s' }, "recording.strictTimeout' is '0s'"],
  ])('refuses %j, naming the key', (recording, message) => {
    expect(() => read(recording)).toThrow(message);
    expect(() => read(recording)).toThrow(/ is .+: expected /);
  });
});

import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
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
        journal: { folder: '/var/journal', maxBytes: 4 },
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
      journal: { folder: resolve('/var/journal'), maxBytes: 4 },
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

  it.each([
    [{ durability: { low: 'strict' } }, /durability\.low is 'strict'/],
    [{ journal: { maxBytes: 0 } }, /journal\.maxBytes is 0/],
    [{ memory: { maxEvents: 1.5 } }, /memory\.maxEvents is 1\.5/],
    [{ patience: 'soon' }, /patience/],
  ])('refuses %p, naming the key', (recording, message) => {
    expect(() => read(recording)).toThrow(message);
  });
});

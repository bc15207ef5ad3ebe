import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readConfig } from './readConfig';

const read = (auditLog: object, rest: object = {}) =>
  readConfig(new ConfigReader({ auditLog, ...rest } as never));

describe('readConfig', () => {
  it('is closed where nothing is configured', () => {
    expect(readConfig(new ConfigReader({}))).toMatchObject({
      available: true,
      unavailableReason: null,
      admins: [],
      accessMode: 'admins',
      permissionsEnabled: false,
      settings: {},
    });
  });

  it('writes refs of admins in full', () => {
    expect(
      read({ admins: ['Group:Platform', 'user:acme/Ada'] }).admins,
    ).toEqual(['group:default/platform', 'user:acme/ada']);
  });

  it('says why audit logging is unavailable', () => {
    expect(
      read({ available: false, unavailableReason: 'Ask Ada' }),
    ).toMatchObject({ available: false, unavailableReason: 'Ask Ada' });
    expect(read({ available: false }).unavailableReason).toContain(
      'auditLog.available',
    );
  });

  it.each([
    ['./exports', { localFolder: './exports' }],
    [{ path: './exports' }, { localFolder: './exports' }],
    [
      { path: './exports', mode: '0750' },
      { localFolder: './exports', localFolderMode: 0o750 },
    ],
    [
      { path: './exports', mode: '2770' },
      { localFolder: './exports', localFolderMode: 0o2770 },
    ],
  ])('takes %j for the local folder', (localFolder, expected) => {
    expect(read({ storage: { localFolder } }).storage).toMatchObject(expected);
  });

  it.each([
    [{ mode: '0750' }, "'auditLog.storage.localFolder.path' is"],
    ...['0650', '750x', '07500', 'rwx', 750, 0o750].map(mode => [
      { path: './exports', mode },
      "'auditLog.storage.localFolder.mode' is",
    ]),
  ] as [object, string][])('refuses %j for it', (localFolder, message) => {
    expect(() =>
      read({ storage: { localFolder: localFolder as JsonObject } }),
    ).toThrow(message);
  });

  it('limits how long a read may take', () => {
    expect(read({}).readTimeoutMs).toBe(10_000);
    expect(read({ query: { timeout: '1m' } }).readTimeoutMs).toBe(60_000);
    expect(read({ query: { timeout: { seconds: 3 } } }).readTimeoutMs).toBe(
      3000,
    );
  });

  it('limits what one caller has at once', () => {
    expect(read({}).perCaller).toEqual({ read: 4, liveTail: 5, download: 2 });
    expect(
      read({ query: { perCaller: { reads: 1, liveTails: '7', downloads: 9 } } })
        .perCaller,
    ).toEqual({ read: 1, liveTail: 7, download: 9 });
    expect(() => read({ query: { perCaller: { reads: 0 } } })).toThrow(
      "'auditLog.query.perCaller.reads' is",
    );
  });

  it('makes days minutes for who tries them, but never in production', () => {
    expect(read({}).dayMs).toBe(86_400_000);
    const tried = { retention: { daysAreMinutes: true } };
    expect(read(tried).dayMs).toBe(60_000);
    const before = process.env.NODE_ENV;
    try {
      Object.assign(process.env, { NODE_ENV: 'production' });
      expect(() => read(tried)).toThrow(
        /'auditLog.retention.daysAreMinutes' is 'true': expected .* production/,
      );
      expect(read({}).dayMs).toBe(86_400_000);
    } finally {
      Object.assign(process.env, { NODE_ENV: before });
    }
  });

  it('writes times in the zone that is configured', () => {
    expect(read({ timeZone: 'Asia/Tokyo' }).timeZone).toBe('Asia/Tokyo');
    expect(read({}).timeZone).toBe(
      Intl.DateTimeFormat().resolvedOptions().timeZone,
    );
    expect(() => read({ timeZone: 'Berlin' })).toThrow(
      "'auditLog.timeZone' is 'Berlin': expected the name of a time zone",
    );
  });

  it('tells which settings are configured', () => {
    expect(
      read({
        enabled: true,
        recoveryDays: 7,
        retention: { days: 90, rules: [{ categories: ['AI'], days: 365 }] },
      }).settings,
    ).toEqual({
      state: 'enabled',
      recoveryDays: 7,
      retentionDays: 90,
      retentionRules: [{ categories: ['AI'], days: 365 }],
    });
  });

  it.each([
    [{ admins: ['platform'] }, "'auditLog.admins[0]' is 'platform'"],
    [{ access: { mode: 'open' } }, "'auditLog.access.mode' is 'open'"],
    [{ enabled: true, available: false }, "'auditLog.enabled' is 'true'"],
    [{ recoveryDays: 0 }, "'auditLog.recoveryDays' is '0'"],
    [{ recoveryDays: 1.5 }, "'auditLog.recoveryDays' is '1.5'"],
    [{ retention: { days: 1e9 } }, "'auditLog.retention.days' is '1000000000'"],
    [
      { retention: { rules: [{ days: 7, minSeverity: 'huge' }] } },
      "'auditLog.retention.rules[0].minSeverity' is 'huge'",
    ],
    [{ retention: { holdUnexported: 'yes' } }, 'holdUnexported'],
    [{ query: { timeout: '0s' } }, "'auditLog.query.timeout' is '0s'"],
    [{ query: { timeout: { hours: 1 } } }, "'auditLog.query.timeout' is"],
    [{ query: { timeout: 'soon' } }, 'query.timeout'],
    [
      { storage: { integrations: [{ name: 'No Name' }] } },
      "'auditLog.storage.integrations[0].name' is 'No Name'",
    ],
    [
      {
        storage: {
          integrations: [
            {
              name: 'main',
              destination: 'gcs://exports',
              identity: { type: 'role', roleArn: 'arn:aws:iam::1:role/x' },
            },
          ],
        },
      },
      "'auditLog.storage.integrations[0].identity",
    ],
  ])('refuses %j', (auditLog, sentence) => {
    expect(() => read(auditLog)).toThrow(sentence);
  });
});

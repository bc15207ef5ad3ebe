import { ConfigReader } from '@backstage/config';
import { toError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { generateNoteKey } from 'backstage-plugin-audit-log-node';
import fc from 'fast-check';
import { configurationKeys } from './configurationKeys';
import { configurationProblems } from './configurationProblems';
import { readConfig } from './readConfig';

const database = { client: 'pg', connection: { host: 'db' } };
const admins = ['group:default/platform'];

const problems = (auditLog: JsonValue, rest: JsonObject = {}) =>
  configurationProblems(
    new ConfigReader({ backend: { database }, auditLog, ...rest }),
  );

/** `value` at a key of the table of keys, in an otherwise sound portal. */
function at(key: string, value: JsonValue): JsonValue {
  const parts = key.split('.').slice(1);
  return parts.reduceRight<JsonValue>(
    (inner, part) =>
      part.endsWith('[]')
        ? { [part.slice(0, -2)]: [inner] }
        : { [part]: inner },
    value,
  );
}

/** The name of the error with which a configuration is refused, if it is. */
function refusalOf(auditLog: JsonValue): string | undefined {
  try {
    readConfig(new ConfigReader({ auditLog }));
    return undefined;
  } catch (error) {
    return toError(error).name;
  }
}

describe('configurationProblems', () => {
  it('has nothing to say of a sound portal', () => {
    expect(problems({ admins })).toEqual({ stop: [], warn: [] });
  });

  it.each<[JsonObject, string]>([
    [
      { storage: { integrations: { name: 'a' } } },
      "'auditLog.storage.integrations' is an object: expected a list",
    ],
    [
      { storage: { profiles: [{ name: 'a', kind: 'ftp' }] } },
      "'auditLog.storage.profiles[0].kind' is 'ftp': expected one of 's3'",
    ],
    [
      { storage: { profiles: ['a'] } },
      "'auditLog.storage.profiles[0]' is a string that is not shown: expected an object",
    ],
    [
      { catalogChanges: { frequency: '0s' } },
      "'auditLog.catalogChanges.frequency' is '0s': expected a duration",
    ],
    [
      { query: { timeout: 'soon' } },
      "'auditLog.query.timeout' is 'soon': expected a duration",
    ],
    [{ recoveryDays: 0 }, "'auditLog.recoveryDays' is '0': expected"],
    [{ admins: 'group:x' }, "'auditLog.admins' is 'group:x': expected a list"],
    [{ exports: { maxEventsPerObject: '1e99' } }, 'maxEventsPerObject'],
    [{ rules: [{ name: 'a' }] }, "'auditLog.rules[0].match' is missing"],
    [{ httpCapture: { policy: {} } }, "'auditLog.httpCapture.policy' is an"],
    [
      { redaction: { patterns: ['(a+)+b'] } },
      "'auditLog.redaction.patterns[0]' is '(a+)+b'",
    ],
    [{ logLines: 'maybe' }, "'auditLog.logLines' is 'maybe': expected true"],
    [{ categories: [{}] }, "'auditLog.categories[0].category' is missing"],
    [
      { recording: { batch: { timeout: { days: 60 } } } },
      "'auditLog.recording.batch.timeout' is an object (days: 60): expected",
    ],
  ])('stops the start with %j', (auditLog, sentence) => {
    const { stop } = problems({ admins, ...auditLog });
    expect(stop).toEqual([expect.stringContaining(sentence)]);
  });

  it('tells each problem', () => {
    expect(
      problems({ query: { timeout: 1 }, recording: { patience: 2 } }).stop,
    ).toHaveLength(2);
  });

  it.each<[JsonObject, JsonObject, string]>([
    [{}, {}, "'auditLog.admins' is empty"],
    [
      { access: { mode: 'policy' } },
      { permission: { enabled: false } },
      "'permission.enabled' is not true",
    ],
    [{ admins: ['component:default/x'] }, {}, "has 'component:default/x'"],
    [
      {
        admins,
        storage: {
          profiles: ['1', '2'].map(secretAccessKey => ({
            name: 'a',
            kind: 's3',
            accessKeyId: 'x',
            secretAccessKey,
          })),
        },
      },
      {},
      "several of the name 'a (s3)'",
    ],
    [
      {
        admins,
        storage: {
          integrations: ['one', 'two'].map(bucket => ({
            name: 'main',
            destination: `s3://${bucket}`,
            identity: { type: 'ambient' },
          })),
        },
      },
      {},
      "several of the name 'main'",
    ],
    [
      {
        admins,
        storage: { profiles: [{ name: 'a', kind: 's3', accessKeyId: 'x' }] },
      },
      {},
      "expected 'accessKeyId' and 'secretAccessKey'",
    ],
    [
      {
        admins,
        storage: {
          profiles: [
            { name: 'a', kind: 's3', awsAccountId: '1', accountKey: 'x' },
          ],
        },
      },
      {},
      "'auditLog.storage.profiles[0].accountKey' has no effect",
    ],
    [
      { admins, recording: { journal: { directory: '/j' } } },
      {},
      "'auditLog.recording.journal.directory' is unknown",
    ],
  ])('warns of %j with %j, and starts', (auditLog, rest, sentence) => {
    const { stop, warn } = problems(auditLog, rest);
    expect(stop).toEqual([]);
    expect(warn).toEqual([expect.stringContaining(sentence)]);
  });

  it('says nothing of what is not offered', () => {
    expect(problems({ available: false })).toEqual({ stop: [], warn: [] });
  });

  const values: JsonValue[] = [
    'text',
    '',
    -1,
    1.5,
    0,
    true,
    [],
    {},
    [null],
    [{}],
    { name: 'a' },
    '5s',
  ];

  it.each(configurationKeys)(
    'understands whatever stands at %s, or says key and expectation',
    key => {
      for (const value of values) {
        const { stop } = problems(at(key, value));
        for (const sentence of stop) {
          expect(sentence).toMatch(
            /^Configuration key 'auditLog[^']*' is .+: expected /s,
          );
        }
      }
    },
  );

  it('understands any JSON, or refuses it with a sentence', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('auditLog', ...configurationKeys),
        fc.jsonValue(),
        (key, value) => {
          const auditLog = at(key, value as JsonValue);
          const { stop } = problems(auditLog);
          stop.forEach(sentence =>
            expect(sentence).toMatch(
              /^Configuration key 'auditLog.*expected /s,
            ),
          );
          expect([undefined, 'InputError']).toContain(refusalOf(auditLog));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('shows no secret, wherever it stands', () => {
    const secret = 'hunter2-hunter2';
    const key = String(
      generateNoteKey().export({ type: 'pkcs8', format: 'pem' }),
    );
    for (const text of [secret, key]) {
      for (const auditLog of [
        text,
        { integrity: text },
        { integrity: { key: [text] } },
        { integrity: { key: text.slice(0, -60) } },
        { storage: text },
        { storage: { profiles: text } },
        { storage: { profiles: [text] } },
        { storage: { profiles: { name: text } } },
        { storage: { profiles: [{ secretAccessKey: { a: text } }] } },
        { storage: { profiles: [{ sasToken: [text] }] } },
      ]) {
        const { stop } = problems(auditLog as JsonValue);
        expect(stop.length).toBeGreaterThan(0);
        expect(stop.join()).not.toContain(text.slice(0, 20));
      }
    }
  });

  it.each<[JsonObject, object]>([
    [{ backend: { trustProxy: 'loopback' } }, { trustsProxy: true }],
    [{ backend: { trustProxy: ['10.0.0.0/8'] } }, { trustsProxy: true }],
    [{ backend: { trustProxy: 2 } }, { trustsProxy: true }],
    [{ backend: { trustProxy: false } }, { trustsProxy: false }],
    [{ permission: { enabled: 'true' } }, { permissionsEnabled: true }],
    [{ permission: { enabled: 'off' } }, { permissionsEnabled: false }],
    [{ permission: 'odd' }, { permissionsEnabled: false }],
    [{ backend: 'odd' }, { integrityOrigin: 'backstage/audit-log' }],
    [
      { backend: { baseUrl: 'not a url' } },
      { integrityOrigin: 'backstage/audit-log' },
    ],
    [
      { backend: { baseUrl: { host: 'x' } } },
      { integrityOrigin: 'backstage/audit-log' },
    ],
    [
      { backend: { baseUrl: 'https://a+b.example.com/x' } },
      { integrityOrigin: 'a-b.example.com/audit-log' },
    ],
  ])('takes what is of the portal in any shape: %j', (config, expected) => {
    expect(readConfig(new ConfigReader(config))).toMatchObject(expected);
  });
});

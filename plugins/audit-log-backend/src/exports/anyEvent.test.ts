import { AuditorServiceCreateEventOptions } from '@backstage/backend-plugin-api';
import {
  ServiceFactoryTester,
  mockServices,
} from '@backstage/backend-test-utils';
import {
  RecordedEvent,
  recordedEventSchema,
} from 'backstage-plugin-audit-log-common';
import {
  auditLogAuditorServiceFactory,
  auditLogRecorderServiceFactory,
  auditLogRecorderServiceRef,
  RuleBook,
} from 'backstage-plugin-audit-log-node';
import {
  folderFiles,
  verifyExports,
} from 'backstage-plugin-audit-log-node/verification';
import fc from 'fast-check';
import { Knex } from 'knex';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { Harness, createHarness } from '../__testUtils__/exportsHarness';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { createIngest } from '../ingest';
import { StoredSettings } from '../settings';

jest.setTimeout(1_200_000);

/** Events of each way into the log, on each database. */
const EVENTS = Number(process.env.AUDIT_LOG_PROPERTY_EVENTS ?? 10_000) / 10;
const AT_ONCE = 50;

const databases = createTestDatabases();

const enabled: StoredSettings = {
  state: 'enabled',
  changedAt: null,
  changedBy: null,
  reason: null,
  keptUntil: null,
  transitionId: null,
  changed: {},
  version: 0,
};

/** What JSON, JavaScript or a reader of lines may take for something else. */
const oddTexts = [
  '__proto__',
  'constructor',
  '\u2028\u2029\u0085\r\n',
  '\ufeff',
];
const units = ['a', '文', 'я', '😀', '👩‍👩‍👧‍👦', 'e\u0301', '\u0001', '"', 'İ', 'ש'];
const anyText = fc.oneof(
  fc.constantFrom(...oddTexts),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 })
    .map(codes => String.fromCharCode(...codes)),
  fc
    .tuple(fc.constantFrom(...units, '\0', '\ud800'), fc.nat({ max: 5_000 }))
    .map(([unit, length]) => unit.repeat(length / unit.length)),
);

/** What a recorder with other limits may have made: of so many characters. */
const sentText = (max: number) =>
  fc
    .tuple(fc.constantFrom(...units), fc.integer({ min: 1, max }))
    .map(([unit, length]) => unit.repeat(length).slice(0, max))
    .map(text => text.toWellFormed());

const anySent: fc.Arbitrary<Partial<RecordedEvent>> = fc.record({
  plugin: fc.constantFrom('catalog', 'Shop', 'user_settings'),
  eventId: sentText(256),
  action: sentText(128),
  actor: fc.record({
    type: fc.constantFrom('user' as const, 'service' as const),
    ref: sentText(512),
    onBehalfOf: sentText(512),
    via: sentText(512),
    mode: fc.constant('agent' as const),
    clientId: sentText(512),
    clientName: sentText(256),
  }),
  target: fc.record({
    type: sentText(64),
    ref: sentText(2048),
    name: sentText(512),
  }),
  client: fc.record({ ip: sentText(64), userAgent: sentText(1024) }),
  request: fc.record({
    method: sentText(16),
    path: sentText(4096),
    query: sentText(4096),
    status: fc.maxSafeInteger(),
    traceId: sentText(64),
    requestId: sentText(128),
    claimedTraceId: sentText(64),
    claimedRequestId: sentText(128),
  }),
  error: fc.record({ name: sentText(256), message: sentText(8192) }),
  durationMs: fc.maxSafeNat(),
  instance: sentText(256),
  meta: fc.oneof(
    fc.dictionary(sentText(20), fc.jsonValue({ stringUnit: 'grapheme' })),
    fc.record({ a: sentText(90_000) }),
    fc.constant({ a: Array(20_000).fill({ b: null }) }),
  ) as fc.Arbitrary<RecordedEvent['meta']>,
});

describe.each(databases.eachSupportedId())('any event on %s', databaseId => {
  let folder: string;
  let harness: Harness;
  let knex: Knex;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-any-event-'));
    knex = await initDatabase(databases, databaseId);
    harness = await createHarness({ knex, folder });
    await harness.createIntegration();
    await harness.integrations.testPending();
    await harness.integrations.idle();
    await harness.createSchedule();
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function createRecording() {
    const tester = ServiceFactoryTester.from(auditLogAuditorServiceFactory, {
      dependencies: [
        auditLogRecorderServiceFactory,
        mockServices.rootConfig.factory({
          data: {
            auditLog: {
              defaultRules: false,
              recording: { anonymous: { perAddress: 1e9, total: 1e9 } },
            },
          },
        }),
        mockServices.logger.mock().factory,
      ],
    });
    const recorder = await tester.getService(auditLogRecorderServiceRef);
    recorder.attach(harness.store);
    recorder.learn({ recording: 'on' });
    return { recorder, auditor: await tester.getSubject('catalog') };
  }

  /** How many events are in the log, each exported and proven. */
  async function provenEvents() {
    await harness.pass(60);
    await harness.publisher.tick();
    await harness.publisher.idle();
    const { findings, rows, provenRows } = await verifyExports({
      files: folderFiles(join(folder, 'demo', 'audit')),
      verifierKeys: await harness.integrity.verifierKeys(),
    });
    expect(findings).toEqual([]);
    expect(provenRows).toBe(rows);
    return rows;
  }

  it('is stored, exported and proven where createEvent made it', async () => {
    const { recorder, auditor } = await createRecording();
    let made = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            eventId: anyText,
            request: fc.record({
              method: anyText,
              originalUrl: fc.tuple(anyText, anyText).map(all => all.join('?')),
              ip: anyText,
              headers: fc.record({ 'user-agent': anyText }),
            }),
            meta: fc.record({
              target: fc.record({ type: anyText, ref: anyText, name: anyText }),
              createdBy: anyText,
              actionType: anyText,
              more: fc.anything({ withBigInt: true, withDate: true }),
              none: fc.dictionary(anyText, anyText),
            }),
            error: anyText,
          }),
          { minLength: AT_ONCE, maxLength: AT_ONCE },
        ),
        async all => {
          await Promise.all(
            all.map(async ({ error, ...options }) => {
              const event = await auditor.createEvent(
                options as unknown as AuditorServiceCreateEventOptions,
              );
              await event.fail({ error: new Error(error) });
            }),
          );
          made += all.length;
          await recorder.flush();
          expect(recorder.status().quarantined).toBe(0);
        },
      ),
      { numRuns: Math.ceil(EVENTS / AT_ONCE) },
    );
    expect(await provenEvents()).toBe(made);
  });

  it('is stored, exported and proven where another backend sent it', async () => {
    const { recorder } = await createRecording();
    const ingest = createIngest({
      knex,
      store: harness.store,
      settings: { read: async () => enabled },
      configured: {},
      rules: RuleBook.create({}),
      // That they were delivered is not what is counted here.
      recorder: { instance: recorder.instance, record: async () => {} },
      clock: () => new Date(),
      dayMs: 86_400_000,
      stopping: new AbortController().signal,
      onDelivered: () => {},
    });
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anySent, { minLength: 5, maxLength: 5 }),
        async all => {
          const events = all.map(fields =>
            recordedEventSchema.parse(recordedEvent(fields)),
          );
          await ingest.append({
            events,
            deliverer: 'plugin:audit-log-delivery',
            protocol: 1,
            sentAt: undefined,
          });
          sent += events.length;
        },
      ),
      { numRuns: Math.ceil(EVENTS / 10 / 5) },
    );
    expect(await provenEvents()).toBe(sent);
  });
});

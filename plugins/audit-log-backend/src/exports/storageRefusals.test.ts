import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import {
  Harness,
  createHarness,
  draft,
  range,
} from '../__testUtils__/exportsHarness';
import { refusals } from '../__testUtils__/refusals';
import { S3Stub, startS3Stub } from '../__testUtils__/s3Stub';
import { gunzipSync } from 'node:zlib';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())('refusals on %s', databaseId => {
  let stub: S3Stub;
  let harness: Harness;
  let id: string;

  beforeEach(async () => {
    stub = await startS3Stub();
    harness = await createHarness({
      knex: await initDatabase(databases, databaseId),
      folder: '/nowhere',
      connection: {
        name: 'main',
        destination: 's3://exports/audit',
        endpoint: stub.origin,
        forcePathStyle: true,
        identity: { type: 'profile', profile: 'stub' },
      },
      storage: {
        allowedEndpoints: [stub.origin],
        profiles: [
          {
            name: 'stub',
            kind: 's3',
            accessKeyId: 'key',
            secretAccessKey: 'secret',
          },
        ],
      },
    });
    await harness.createIntegration();
    const schedule = await harness.createSchedule(
      draft({ destination: 's3://exports/audit/{run}-{from}-{to}.jsonl.gz' }),
    );
    id = schedule.id;
    await harness.append(3);
    await harness.pass(60);
    await harness.append(4);
  });
  afterEach(() => stub.stop());

  const latest = async () =>
    (await harness.exportRuns.list(id, { limit: 1 }))[0];
  const exported = () =>
    [...stub.objects]
      .filter(([path]) => path.endsWith('.jsonl.gz'))
      .sort(([a], [b]) => a.localeCompare(b))
      .flatMap(([, { content }]) =>
        gunzipSync(content).toString().trim().split('\n'),
      )
      .map(line => Number(JSON.parse(line).sequence));

  it.each(refusals)(
    'tells $name in the storage’s words, and can be retried',
    async ({ refusal, kind }) => {
      stub.refusal = refusal;
      await harness.pass(60);
      const failed = await latest();
      expect(failed).toMatchObject({
        status: 'failed',
        errorKind: kind,
        error: `${refusal.code}: ${refusal.message}`,
        // Nothing that the passing of minutes would mend.
        retryAt: null,
      });
      await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
        status: 'active',
        exportedTo: '3',
      });
      const test = await harness.integrations.test('main');
      expect(test.steps.find(({ ok }) => !ok)).toMatchObject({
        code: refusal.code,
        message: `${refusal.code}: ${refusal.message}`,
      });

      stub.refusal = undefined;
      await harness.append(2);
      await harness.exportRuns.retry(failed.id);
      await harness.pass(0);
      expect(await latest()).toMatchObject({
        number: failed.number,
        status: 'succeeded',
        error: null,
      });
      await harness.pass(60);
      expect(exported()).toEqual(range(1, 9));
    },
  );

  it.each([301, 307, 308])('follows no redirect (%s)', async status => {
    const elsewhere = await startS3Stub();
    try {
      stub.refusal = {
        status,
        code: 'Redirect',
        message: 'It is elsewhere.',
        headers: { location: `${elsewhere.origin}/exports/audit` },
      };
      await harness.pass(60);
      expect(await latest()).toMatchObject({
        status: 'failed',
        errorKind: 'denied',
        error: expect.stringContaining('Redirect'),
      });
      expect(elsewhere.requests).toBe(0);
    } finally {
      await elsewhere.stop();
    }
  });

  it('asks an endpoint no more once it was taken from the list', async () => {
    const strict = await createHarness({
      knex: harness.knex,
      folder: '/nowhere',
    });
    const before = stub.requests;
    strict.time.now = harness.time.now;
    await strict.pass(60);
    expect(await latest()).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('auditLog.storage.allowedEndpoints'),
    });
    expect(stub.requests).toBe(before);
    await harness.exportRuns.retry((await latest()).id);
    await harness.pass(0);
    expect(exported()).toEqual(range(1, 7));
  });
});

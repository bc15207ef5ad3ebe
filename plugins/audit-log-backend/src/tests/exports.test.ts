import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft, readExports } from '../__testUtils__/exportsHarness';
import { eventually, startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const nobody = '00000000-0000-4000-8000-000000000000';

/** Exports are looked for every 5 s. */
const until = <T>(attempt: () => Promise<T>) => eventually(attempt, 90_000);

describe.each(databases.eachSupportedId())('exports over HTTP on %s', id => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-http-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const integration = {
    name: 'main',
    destination: 'local://demo/audit',
    identity: { type: 'ambient' },
  };

  it('goes from an integration to an object and back', async () => {
    const knex = await databases.init(id);
    const { backend, call } = await startPortal({
      knex,
      auditLog: { storage: { localFolder: folder } },
    });
    const admin = (method: 'get' | 'post' | 'put' | 'delete', path: string) =>
      call('admin', method, path);
    const state = async () => (await admin('get', '/settings')).body.state;

    await admin('post', '/settings/enable').send({}).expect(202);
    await until(async () => expect(await state()).toBe('enabled'));
    await admin('post', '/storage-integrations').send(integration).expect(201);
    await admin('post', '/storage-integrations').send(integration).expect(409);
    await until(async () => {
      const { body } = await admin('get', '/storage-integrations/main');
      expect(body.integration.status).toBe('ready');
    });

    const created = await admin('post', '/export-schedules')
      .send(draft())
      .expect(201);
    const path = `/export-schedules/${created.body.id}`;
    const preview = await admin('post', '/export-schedules/preview').send(
      draft({
        name: 'Other',
        destination: 'local://demo/audit/x-{to}.jsonl.gz',
      }),
    );
    expect(preview.body).toMatchObject({
      nextDueAt: expect.arrayContaining([expect.any(String)]),
      conditionHolds: true,
    });
    await admin('post', `${path}/send-now`).send({}).expect(202);
    await until(async () => {
      const { body } = await admin('get', `${path}/runs`);
      expect(body.items[0]).toMatchObject({ number: 1, status: 'succeeded' });
    });
    const [exported] = await readExports(folder);
    expect(exported.sequences[0]).toBe(1);
    expect(exported.sequences).toHaveLength(exported.manifest.rows);

    await admin('put', path).send(draft()).expect(428);
    await admin('put', path).set('if-match', '7').send(draft()).expect(412);
    await until(async () => {
      // Waiting reads, and fills the first page with its reads.
      const { body } = await admin(
        'get',
        '/events?q=plugin:audit-log%20-event:*-read',
      );
      const seen = body.items.map(
        (event: { eventId: string }) => event.eventId,
      );
      expect(seen).toEqual(
        expect.arrayContaining([
          'storage-integration-create',
          'export-schedule-create',
          'export-schedule-send-now',
          'export-run',
        ]),
      );
    });

    const download = await admin('get', '/events/download?format=jsonl').expect(
      200,
    );
    expect(download.headers['content-disposition']).toContain('.jsonl');
    expect(download.text ?? download.body.toString()).toContain(
      '"sequence":"1"',
    );

    await admin('delete', '/storage-integrations/main').expect(200);
    const paused = await admin('get', path);
    expect(paused.body).toMatchObject({
      status: 'paused',
      statusReason: expect.stringContaining('was deleted by'),
      nextDueAt: null,
    });
    await backend.stop();
  });

  it('answers bad input with a sentence, and does nothing', async () => {
    const knex = await databases.init(id);
    const { backend, call } = await startPortal({
      knex,
      auditLog: { storage: { localFolder: folder } },
    });
    const post = (path: string, body: object) =>
      call('admin', 'post', path).send(body);
    await post('/storage-integrations', integration).expect(201);
    const cases: [string, object, number, string][] = [
      ['/storage-integrations', { ...integration, secret: 'x' }, 400, 'secret'],
      [
        '/storage-integrations',
        {
          name: 'inside',
          destination: 's3://bucket/a',
          endpoint: 'http://169.254.169.254',
          identity: { type: 'ambient' },
        },
        400,
        'allowedEndpoints',
      ],
      [
        '/storage-integrations',
        {
          name: 'inside',
          destination: 'azure://metadata.internal/abc/a',
          identity: { type: 'ambient' },
        },
        400,
        'allowedEndpoints',
      ],
      [
        '/storage-integrations',
        {
          name: 'other',
          destination: 's3://bucket/a',
          identity: { type: 'profile', profile: 'none' },
        },
        400,
        'profiles',
      ],
      [
        '/export-schedules',
        { ...draft(), timeZone: 'Mars/X' },
        400,
        'timeZone',
      ],
      ['/export-schedules', { ...draft(), integration: 'none' }, 404, 'none'],
      ['/export-schedules', { ...draft(), query: 'colour:red' }, 400, 'colour'],
      [
        '/export-schedules',
        { ...draft(), destination: 'local://demo/elsewhere/{run}.jsonl.gz' },
        400,
        'inside',
      ],
      [
        '/export-schedules',
        { ...draft(), destination: 'local://demo/audit/../../{run}.jsonl.gz' },
        400,
        'destination',
      ],
      [`/export-schedules/${nobody}/send-now`, {}, 404, nobody],
      [`/export-runs/${nobody}/retry`, {}, 404, nobody],
    ];
    for (const [path, body, status, words] of cases) {
      const answer = await post(path, body);
      expect([path, answer.status, answer.body.error.message]).toEqual([
        path,
        status,
        expect.stringContaining(words),
      ]);
    }
    await post('/export-schedules', draft()).expect(201);
    const twin = await post('/export-schedules', draft({ name: 'Twin' }));
    expect(twin.status).toBe(409);
    for (const query of ['format=xml', 'format=csv&columns=secret', 'q=x:y']) {
      const answer = await call('admin', 'get', `/events/download?${query}`);
      expect([query, answer.status]).toEqual([query, 400]);
    }
    await backend.stop();
  });
});

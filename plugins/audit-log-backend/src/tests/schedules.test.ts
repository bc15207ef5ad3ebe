import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases } from '../__testUtils__/databases';
import { draft } from '../__testUtils__/exportsHarness';
import { startPortal } from '../__testUtils__/startPortal';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const nobody = '00000000-0000-4000-8000-000000000000';

const csv = {
  name: 'Weekly table',
  destination: 'local://demo/audit/weekly/{run}.csv',
  output: { format: 'csv', compression: 'none' },
} as const;

describe.each(databases.eachSupportedId())('many schedules on %s', id => {
  let folder: string;
  let portal: Awaited<ReturnType<typeof startPortal>>;
  const ids: Record<string, string> = {};

  const get = (path: string) => portal.call('admin', 'get', path);
  const post = (path: string, body: object) =>
    portal.call('admin', 'post', path).send(body);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-schedules-'));
    portal = await startPortal({
      knex: await databases.init(id),
      auditLog: { storage: { localFolder: folder } },
    });
    for (const name of ['main', 'second']) {
      await post('/storage-integrations', {
        name,
        destination: `local://demo/${name === 'main' ? 'audit' : 'second'}`,
        identity: { type: 'ambient' },
      }).expect(201);
    }
    const drafts = {
      nightly: draft(),
      weekly: draft(csv),
      second: draft({
        name: 'Elsewhere',
        integration: 'second',
        destination: 'local://demo/second/{run}.jsonl.gz',
      }),
    };
    for (const [key, body] of Object.entries(drafts)) {
      ids[key] = (await post('/export-schedules', body).expect(201)).body.id;
    }
  });
  afterAll(async () => {
    await portal?.backend.stop();
    await rm(folder, { recursive: true });
  });

  const names = async (query: string) => {
    const { body } = await get(`/export-schedules?${query}`).expect(200);
    return body.items.map((each: { name: string }) => each.name);
  };

  it('lists those that all filters ask for', async () => {
    expect(await names('')).toEqual(['Elsewhere', 'Nightly', 'Weekly table']);
    expect(await names('text=WEEK')).toEqual(['Weekly table']);
    expect(await names('text=demo%2Fsecond')).toEqual(['Elsewhere']);
    expect(await names('integration=main&format=jsonl')).toEqual(['Nightly']);
    expect(await names('status=suspended')).toEqual([]);
    expect(await names('owner=user%3Adefault%2Fnobody')).toEqual([]);
    expect(await names(`viewId=${nobody}`)).toEqual([]);
    const { body } = await get('/export-schedules?text=nightly');
    const owner = encodeURIComponent(body.items[0].owner);
    expect(await names(`owner=${owner}&text=nightly`)).toEqual(['Nightly']);
  });

  it('makes one of several schedules that claim the same objects', async () => {
    const body = draft({
      name: 'At once',
      destination: 'local://demo/audit/at-once/{run}.jsonl.gz',
    });
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post('/export-schedules', body)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([
      201, 409, 409, 409, 409, 409,
    ]);
    const { body: made } = answers.find(({ status }) => status === 201)!;
    await portal.call('admin', 'delete', `/export-schedules/${made.id}`);
  });

  it('moves one of several schedules to the same place', async () => {
    const made = await Promise.all(
      ['a', 'b', 'c'].map(async name => {
        const destination = `local://demo/audit/moves-${name}/{run}.jsonl.gz`;
        const { body } = await post(
          '/export-schedules',
          draft({ name, destination }),
        ).expect(201);
        return body;
      }),
    );
    const answers = await Promise.all(
      made.map(({ id: each, name, version }) =>
        portal
          .call('admin', 'put', `/export-schedules/${each}`)
          .set('if-match', `${version}`)
          .send(
            draft({
              name,
              destination: 'local://demo/audit/moved/{run}.jsonl.gz',
            }),
          ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    for (const { id: each } of made) {
      await portal.call('admin', 'delete', `/export-schedules/${each}`);
    }
  });

  it('keeps the query of a schedule when somebody changes its view', async () => {
    const view = await post('/views', {
      name: 'Shared',
      query: 'outcome:failed',
      shared: true,
    }).expect(201);
    const viewId = view.body.id;
    const made = await post(
      '/export-schedules',
      draft({
        name: 'Of a view',
        viewId,
        destination: 'local://demo/audit/of-a-view/{run}.jsonl.gz',
      }),
    ).expect(201);
    expect(made.body).toMatchObject({ viewId, query: 'outcome:failed' });
    const path = `/export-schedules/${made.body.id}`;
    await portal
      .call('admin', 'patch', `/views/${viewId}`)
      .set('if-match', '1')
      .send({ query: '-actor:user:default/grace' })
      .expect(200);
    expect((await get(path)).body.query).toBe('outcome:failed');

    // Neither does a change of something else take the new one.
    const change = (query: string, version: number) =>
      portal
        .call('admin', 'put', path)
        .set('if-match', `${version}`)
        .send(
          draft({
            name: 'Renamed',
            viewId,
            query,
            destination: 'local://demo/audit/of-a-view/{run}.jsonl.gz',
          }),
        )
        .expect(200);
    expect((await change('', 1)).body.query).toBe('outcome:failed');
    expect((await change('-actor:user:default/grace', 2)).body.query).toBe(
      '-actor:user:default/grace',
    );
    await portal.call('admin', 'delete', path).expect(200);
  });

  it('previews a change without taking it for a twin of itself', async () => {
    await post('/export-schedules/preview', draft()).expect(409);
    const { body } = await post(
      `/export-schedules/preview?id=${ids.nightly}`,
      draft(),
    ).expect(200);
    expect(body.nextDueAt).toHaveLength(5);
  });

  it('counts what a condition finds', async () => {
    const test = (body: object) =>
      post('/export-schedules/test-condition', {
        coverage: { mode: 'incremental' },
        ...body,
      });
    const none = { type: 'query', query: 'outcome:failed "no-such-word-77"' };
    for (const [condition, holds] of [
      [{ type: 'always' }, true],
      [none, false],
    ]) {
      const query = '"no-such-word-77"';
      const { body } = await test({ condition, query }).expect(200);
      expect(body).toEqual({ holds, rows: 0, isComplete: true });
    }
    const own = { type: 'query', query: 'plugin:audit-log' };
    const { body } = await test({ condition: own, scheduleId: ids.nightly });
    expect(body.holds).toBe(body.rows > 0);
  });

  it('does one thing with many, and says what failed', async () => {
    const bulk = (action: string, chosen: string[]) =>
      post('/export-schedules/bulk', { action, ids: chosen });
    await post(`/export-schedules/${ids.weekly}/pause`, {}).expect(200);
    const paused = await bulk('pause', [ids.weekly, nobody, ids.nightly]);
    expect([paused.status, paused.body.items]).toEqual([
      200,
      [
        {
          id: ids.weekly,
          name: 'Weekly table',
          ok: false,
          error: expect.stringContaining("'Weekly table' is paused"),
        },
        {
          id: nobody,
          name: null,
          ok: false,
          error: expect.stringContaining(nobody),
        },
        { id: ids.nightly, name: 'Nightly', ok: true, error: null },
      ],
    ]);
    expect(await names('status=paused')).toEqual(['Nightly', 'Weekly table']);
    await bulk('resume', [ids.weekly, ids.nightly]).expect(200);
    expect(await names('status=paused')).toEqual([]);
    const deleted = await bulk('delete', [ids.weekly, ids.second]);
    expect(deleted.body.items.map(({ ok }: { ok: boolean }) => ok)).toEqual([
      true,
      true,
    ]);
    expect(await names('')).toEqual(['Nightly']);
  });

  it('answers bad input with a sentence, and does nothing', async () => {
    const test = { coverage: { mode: 'full' }, condition: { type: 'data' } };
    const cases: [string, object, number, string][] = [
      ['bulk', { action: 'rename', ids: [nobody] }, 400, "'action' is"],
      ['bulk', { action: 'pause', ids: [] }, 400, "'ids' is"],
      ['bulk', { action: 'pause', ids: ['1'] }, 400, "'ids[0]' is '1'"],
      ['bulk', { action: 'pause', ids: [nobody, nobody] }, 400, 'once'],
      ['bulk', { action: 'pause', ids: [nobody], force: 1 }, 400, "'force'"],
      ['test-condition', { ...test, query: 'colour:red' }, 400, 'colour'],
      ['test-condition', { ...test, scheduleId: nobody }, 404, nobody],
      ['test-condition', { ...test, viewId: nobody }, 404, nobody],
      ['test-condition', { condition: test.condition }, 400, "'coverage'"],
      ['preview?id=7', draft(), 400, "'id' is '7'"],
      [
        'preview',
        draft({ condition: { type: 'query', query: 'colour:red' } }),
        400,
        "'condition.query'",
      ],
      ['preview', draft({ query: 'colour:red' }), 400, "'query'"],
    ];
    for (const [path, body, status, words] of cases) {
      const answer = await post(`/export-schedules/${path}`, body);
      expect([path, answer.status, answer.body.error.message]).toEqual([
        path,
        status,
        expect.stringContaining(words),
      ]);
    }
    for (const query of [
      'status=gone',
      'format=xml',
      'integration=A',
      'viewId=1',
      'x=1',
    ]) {
      await get(`/export-schedules?${query}`).expect(400);
    }
    const many = Array.from(
      { length: 101 },
      (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    );
    await post('/export-schedules/bulk', { action: 'pause', ids: many }).expect(
      400,
    );
    expect(await names('status=active')).toContain('Nightly');
  });
});

import { exportColumns, outputSchema } from 'backstage-plugin-audit-log-common';
import { StorageError } from 'backstage-plugin-audit-log-node';
import {
  folderFiles,
  verifyExports,
} from 'backstage-plugin-audit-log-node/verification';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import {
  Harness,
  HarnessOptions,
  createHarness,
  range,
  readExports,
} from '../__testUtils__/exportsHarness';
import { builtInFormats } from './formats';

jest.setTimeout(180_000);

const databases = createTestDatabases();

const denied = () => {
  throw new StorageError({
    kind: 'denied',
    code: 'AccessDenied',
    message: 'You may not write here',
  });
};

describe.each(databases.eachSupportedId())('exports on %s', databaseId => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'audit-log-exports-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const start = async (options: Partial<HarnessOptions> = {}) => {
    const knex = await initDatabase(databases, databaseId);
    const harness = await createHarness({ knex, folder, ...options });
    await harness.createIntegration();
    return harness;
  };
  const sequences = async () =>
    (await readExports(folder)).flatMap(run => run.sequences);
  const latest = async (harness: Harness, id: string) =>
    (await harness.exportRuns.list(id, { limit: 1 }))[0];

  it('exports every sequence once, in chained manifests', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule();
    for (const count of [5, 1, 2_500]) {
      await harness.append(count);
      await harness.pass(60);
    }
    await harness.pass(60);
    const exported = await readExports(folder);
    expect(
      exported.map(({ manifest }) => [
        manifest.run.number,
        manifest.fromSequence,
        manifest.toSequence,
        manifest.rows,
      ]),
    ).toEqual([
      [1, '1', '5', 5],
      [2, '6', '6', 1],
      [3, '7', '2506', 2_500],
    ]);
    expect(await sequences()).toEqual(range(1, 2_506));
    await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
      exportedTo: '2506',
      lastRunStatus: 'succeeded',
      failuresInARow: 0,
      nextDueAt: '2026-11-22T15:00:00.000Z',
    });
  });

  it('exports what the query says, and covers the rest with it', async () => {
    const harness = await start();
    await harness.createSchedule({ query: 'plugin:scaffolder' });
    await harness.append(3);
    await harness.append(2, 'scaffolder');
    await harness.append(1);
    await harness.pass(60);
    const [{ manifest, sequences: found }] = await readExports(folder);
    expect(found).toEqual([4, 5]);
    expect(manifest).toMatchObject({
      query: 'plugin:scaffolder',
      fromSequence: '1',
      toSequence: '6',
      firstSequence: '4',
      lastSequence: '5',
    });
  });

  it('stops a run when audit logging is disabled, and goes on afterwards', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule();
    await harness.append(5);
    let begun = false;
    harness.state.wrap = storage => ({
      ...bind(storage),
      put: ({ signal }) => {
        begun = true;
        return new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
      },
    });
    harness.time.now += 60 * 60_000;
    await harness.scheduler.tick();
    for (const end = Date.now() + 60_000; !begun && Date.now() < end; ) {
      await new Promise(setImmediate);
    }

    harness.state.isEnabled = false;
    await harness.scheduler.tick();
    await harness.scheduler.idle();
    expect(await sequences()).toEqual([]);
    expect(await latest(harness, id)).toMatchObject({ error: null });

    harness.state.wrap = undefined;
    harness.state.isEnabled = true;
    await harness.pass(2);
    expect(await sequences()).toEqual(range(1, 5));
  });

  it('cuts a long backlog into ranges that follow at once', async () => {
    const harness = await start({ maxSequences: 10n });
    await harness.createSchedule();
    await harness.append(25);
    for (let tick = 0; tick < 4; tick++) {
      await harness.pass(tick === 0 ? 60 : 0);
    }
    const exported = await readExports(folder);
    expect(exported.map(run => run.sequences.length)).toEqual([10, 10, 5]);
    expect(await sequences()).toEqual(range(1, 25));
  });

  it('catches up once after downtime', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule();
    await harness.append(3);
    await harness.pass(60 * 24 + 20);
    await harness.pass(0);
    const found = await harness.exportRuns.list(id, { limit: 10 });
    expect(found.map(run => [run.number, run.dueAt])).toEqual([
      [1, '2026-11-23T10:00:00.000Z'],
    ]);
  });

  it('catches up each missed window, in order', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule({
      coverage: { mode: 'window', hours: 1 },
      destination: 'local://demo/audit/{date}-{hour}-{run}.jsonl.gz',
    });
    for (let hour = 0; hour < 3; hour++) {
      harness.time.now += 60 * 60_000;
      await harness.append(hour + 1);
    }
    for (let tick = 0; tick < 6; tick++) {
      await harness.pass(tick === 0 ? 61 : 0);
    }
    const found = await harness.exportRuns.list(id, { limit: 10 });
    expect(found.map(run => [run.dueAt.slice(11, 16), run.rows])).toEqual([
      ['14:00', 3],
      ['13:00', 2],
      ['12:00', 1],
      ['11:00', 0],
    ]);
    expect(await sequences()).toEqual(range(1, 6));
  });

  it('does each attempt alike when the answer to a put is lost', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule();
    await harness.append(100);
    let puts = 0;
    harness.state.wrap = storage => ({
      ...bind(storage),
      put: async options => {
        await storage.put(options);
        puts += 1;
        if (puts <= 2) {
          throw new StorageError({
            kind: 'unavailable',
            code: 'ECONNRESET',
            message: 'socket hang up',
          });
        }
      },
    });
    await harness.pass(60);
    expect(await latest(harness, id)).toMatchObject({
      status: 'failed',
      error: 'ECONNRESET: socket hang up',
      errorKind: 'unavailable',
      retryAt: '2026-11-22T11:01:00.000Z',
    });
    await harness.append(10);
    await harness.pass(1);
    await harness.pass(5);
    expect(await latest(harness, id)).toMatchObject({
      status: 'succeeded',
      attempt: 3,
      toSequence: '100',
    });
    await harness.pass(60);
    expect(await sequences()).toEqual(range(1, 110));
  });

  it('goes on after an object that a release before wrote of the same run', async () => {
    const knex = await initDatabase(databases, databaseId);
    const harness = await start({ knex });
    const { id } = await harness.createSchedule({
      destination: 'local://demo/audit/{run}.csv',
      output: { format: 'csv', compression: 'none' },
    });
    await harness.append(3);
    harness.state.wrap = storage => ({
      ...bind(storage),
      put: async options => {
        harness.state.wrap = undefined;
        // The columns that the first release had.
        const events = harness.store.scan({
          ...{ where: [], fromSequence: '1', toSequence: '3' },
        });
        const columns = exportColumns.slice(0, 34).map(({ name }) => name);
        expect(columns.at(-1)).toBe('erased');
        const { encode } = builtInFormats.find(
          ({ id: each }) => each === 'csv',
        )!;
        const output = outputSchema.parse({
          ...{ format: 'csv', compression: 'none', columns },
        });
        await storage.put({ ...options, body: encode(events, output) });
        throw new StorageError({
          kind: 'unavailable',
          code: 'ECONNRESET',
          message: 'socket hang up',
        });
      },
    });
    await harness.pass(60);
    expect(await latest(harness, id)).toMatchObject({ status: 'failed' });
    const runs = knex('audit_log_export_runs');
    const { spec } = await runs.clone().first();
    const { formatVersion, ...ofFirst } = JSON.parse(spec);
    expect(formatVersion).toBe(2);
    await runs.clone().update({ spec: JSON.stringify(ofFirst) });
    await harness.pass(1);
    expect(await latest(harness, id)).toMatchObject({
      status: 'succeeded',
      rows: 3,
    });
    await harness.append(1);
    await harness.pass(60);
    expect(await latest(harness, id)).toMatchObject({
      status: 'succeeded',
      fromSequence: '4',
    });
    await expect(
      verifyExports({
        files: folderFiles(join(folder, 'demo/audit')),
        verifierKeys: await harness.integrity.verifierKeys(),
      }),
    ).resolves.toMatchObject({ findings: [], manifests: 2 });
    const manifests = await Promise.all(
      ['000001', '000002'].map(run =>
        readFile(join(folder, `demo/audit/_${run}.csv.manifest.json`), 'utf8'),
      ),
    );
    expect(
      manifests.map(text => JSON.parse(text).object.formatVersion),
    ).toEqual([1, 2]);
  });

  it('leaves an object of somebody else alone', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule({
      destination: 'local://demo/audit/{run}.jsonl.gz',
    });
    await harness.integrations.test('main');
    await writeFile(join(folder, 'demo/audit/000001.jsonl.gz'), 'mine');
    await harness.append(1);
    await harness.pass(60);
    expect(await latest(harness, id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('exists with other content'),
    });
  });

  it('suspends after more than ten failures in a row, and resumes without a gap', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule();
    await harness.append(7);
    await harness.pass(60);
    harness.state.wrap = storage => ({ ...bind(storage), put: denied });
    for (let failure = 1; failure <= 11; failure++) {
      await harness.append(1);
      await harness.pass(60);
      const schedule = await harness.exportSchedules.get(id);
      expect([schedule.failuresInARow, schedule.status]).toEqual([
        failure,
        failure <= 10 ? 'active' : 'suspended',
      ]);
    }
    const failures = harness.news.filter(({ kind }) => kind === 'run-failed');
    expect(failures).toHaveLength(11);
    expect(failures.at(-1)).toMatchObject({
      kind: 'run-failed',
      suspended: true,
      run: { error: 'AccessDenied: You may not write here' },
    });
    await harness.pass(600);
    expect(await latest(harness, id)).toMatchObject({ attempt: 11 });
    await expect(harness.unexported()).resolves.toMatchObject([
      { schedule: 'Nightly', afterSequence: '7' },
    ]);

    harness.state.wrap = undefined;
    await harness.exportSchedules.resume(id);
    await harness.pass(0);
    await harness.pass(0);
    expect(await sequences()).toEqual(range(1, 18));
    const successes = harness.news.filter(
      ({ kind }) => kind === 'run-succeeded',
    );
    expect(successes).toMatchObject([
      { recovered: false },
      { recovered: true },
      { recovered: false },
    ]);
    await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
      status: 'active',
      failuresInARow: 0,
    });
  });

  it('lets one of several replicas plan and carry out a run', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule();
    const replicas = [
      harness.scheduler,
      ...[1, 2, 3].map(harness.createScheduler),
    ];
    for (let hour = 0; hour < 5; hour++) {
      await harness.append(10);
      harness.time.now += 3_600_000;
      await Promise.all(replicas.map(each => each.tick()));
      await Promise.all(replicas.map(each => each.idle()));
    }
    const found = await harness.exportRuns.list(id, { limit: 10 });
    expect(found.map(run => [run.number, run.attempt, run.status])).toEqual(
      [5, 4, 3, 2, 1].map(number => [number, 1, 'succeeded']),
    );
    expect(await sequences()).toEqual(range(1, 50));
  });

  it('takes over from a replica that died, with the same bytes', async () => {
    const harness = await start({ leaseMs: 60_000, heartbeatMs: 3_600_000 });
    const { id } = await harness.createSchedule();
    await harness.append(20);
    let isDead = false;
    harness.state.wrap = storage => ({
      ...bind(storage),
      put: async options => {
        await storage.put(options);
        isDead = true;
        await new Promise(() => {});
      },
    });
    harness.time.now += 3_600_000;
    await harness.scheduler.tick();
    for (const end = Date.now() + 60_000; !isDead && Date.now() < end; ) {
      await new Promise(setImmediate);
    }
    harness.state.wrap = undefined;
    const other = harness.createScheduler();
    await other.tick();
    await other.idle();
    expect(await latest(harness, id)).toMatchObject({ status: 'running' });
    harness.time.now += 61_000;
    await other.tick();
    await other.idle();
    expect(await latest(harness, id)).toMatchObject({
      status: 'succeeded',
      attempt: 2,
    });
    expect(await sequences()).toEqual(range(1, 20));
  });

  it('stops a run that is canceled, and exports its range with the next one', async () => {
    const harness = await start({ heartbeatMs: 5 });
    const { id } = await harness.createSchedule();
    await harness.append(20);
    harness.state.wrap = storage => ({
      ...bind(storage),
      put: ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    harness.time.now += 3_600_000;
    await harness.scheduler.tick();
    await harness.exportRuns.cancel((await latest(harness, id)).id);
    await harness.scheduler.idle();
    expect(await latest(harness, id)).toMatchObject({ status: 'canceled' });
    harness.state.wrap = undefined;
    await harness.pass(60);
    expect(await latest(harness, id)).toMatchObject({
      number: 2,
      fromSequence: '1',
      status: 'succeeded',
    });
  });

  it('skips a run where its condition does not hold, and keeps its range', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule({
      query: 'plugin:scaffolder',
      condition: { type: 'data' },
    });
    await harness.append(3);
    await harness.pass(60);
    expect(await latest(harness, id)).toMatchObject({ status: 'skipped' });
    await expect(harness.unexported()).resolves.toMatchObject([
      { afterSequence: '3' },
    ]);
    await harness.append(2, 'scaffolder');
    await harness.pass(60);
    const exported = await readExports(folder);
    expect(exported).toHaveLength(1);
    expect(exported[0].manifest).toMatchObject({
      fromSequence: '1',
      toSequence: '5',
      rows: 2,
    });
  });

  it('waits for a query to match', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule({
      condition: { type: 'query', query: 'plugin:scaffolder' },
    });
    await harness.append(3);
    await harness.pass(60);
    expect(await latest(harness, id)).toMatchObject({ status: 'skipped' });
    await harness.append(1, 'scaffolder');
    await harness.pass(60);
    expect(await sequences()).toEqual(range(1, 4));
  });

  it('runs nothing while audit logging is disabled', async () => {
    const harness = await start();
    const { id } = await harness.createSchedule();
    await harness.append(1);
    harness.state.isEnabled = false;
    await harness.pass(120);
    expect(await harness.exportRuns.list(id, { limit: 1 })).toEqual([]);
    await harness.links.pauseAll(
      'Audit logging was disabled',
      new Date(harness.time.now).toISOString(),
    );
    await harness.integrations.retireAll(
      new Date(harness.time.now).toISOString(),
    );
    harness.state.isEnabled = true;
    await harness.pass(120);
    expect(await harness.exportRuns.list(id, { limit: 1 })).toEqual([]);
    await expect(harness.exportSchedules.resume(id)).rejects.toThrow('retired');
    await harness.createIntegration();
    await harness.exportSchedules.resume(id);
    await harness.pass(0);
    expect(await sequences()).toEqual([1]);
  });
});

function bind<T extends object>(target: T): T {
  return new Proxy({} as T, {
    ownKeys: () => ['put', 'head', 'get', 'list', 'delete', 'close'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (_, name) => {
      const value = target[name as keyof T];
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

import { mockServices } from '@backstage/backend-test-utils';
import { StorageProvider } from 'backstage-plugin-audit-log-node';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { createHarness } from '../__testUtils__/exportsHarness';
import { ExportScheduler, ExportSchedulerOptions } from './ExportScheduler';
import { StoredRun } from './types';

jest.setTimeout(180_000);

const databases = createTestDatabases();

/** Says nothing until it is given up, or the test is over. */
const hangUntil = (over: AbortSignal, signal?: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const end = () => reject(new Error('given up'));
    over.addEventListener('abort', end);
    signal?.addEventListener('abort', end);
  });

const onceTrue = async (isTrue: () => Promise<boolean> | boolean) => {
  const end = Date.now() + 60_000;
  while (!(await isTrue())) {
    if (Date.now() > end) {
      throw new Error(`Not within a minute: ${isTrue}`);
    }
    await new Promise(resolve => setTimeout(resolve, 5));
  }
};

describe.each(databases.eachSupportedId())('a storage that hangs on %s', id => {
  let folder: string;
  let over: AbortController;
  const stops: (() => Promise<void>)[] = [];
  beforeEach(async () => {
    over = new AbortController();
    folder = await mkdtemp(join(tmpdir(), 'audit-log-hanging-'));
  });
  afterEach(async () => {
    over.abort();
    await Promise.all(stops.splice(0).map(stop => stop()));
    await rm(folder, { recursive: true });
  });

  /** Storages of names that begin with 'hanging' do, while the test says so. */
  async function start(names: string[]) {
    const knex = await initDatabase(databases, id);
    const underWay = new Map<string, number>();
    let most = 0;
    const state = { hangs: true };
    const harness = await createHarness({
      knex,
      folder,
      leaseMs: 1e12,
      wrap: (storage, { destination }) => {
        if (!destination.prefix.startsWith('hanging') || !state.hangs) {
          return storage;
        }
        const count = async (signal?: AbortSignal) => {
          const now = (underWay.get(destination.prefix) ?? 0) + 1;
          underWay.set(destination.prefix, now);
          most = Math.max(most, now);
          return hangUntil(over.signal, signal);
        };
        return {
          head: (_, signal) => count(signal),
          put: ({ signal }) => count(signal),
          get: () => storage.get(''),
          list: options => storage.list(options),
          delete: (_, signal) => hangUntil(over.signal, signal),
          close: () => storage.close(),
        } satisfies StorageProvider;
      },
    });
    const create = (name: string) =>
      harness.integrations.create(
        {
          name,
          destination: `local://demo/${name}`,
          identity: { type: 'ambient' },
        },
        { by: 'user:default/ada' },
      );
    for (const name of names) {
      await create(name);
    }
    await harness.append(3);
    const schedule = (integration: string, name: string) =>
      harness.createSchedule({
        name,
        integration,
        destination: `local://demo/${integration}/${name}-{run}-{from}-{to}.jsonl.gz`,
      });
    const statusOf = async (name: string) =>
      (await harness.integrations.get(name)).status;
    return { harness, state, create, schedule, statusOf, most: () => most };
  }

  it('keeps no export to another one waiting, however many there are', async () => {
    const hanging = [1, 2, 3, 4, 5, 6].map(number => `hanging${number}`);
    const { harness, schedule, most } = await start([...hanging, 'sound']);
    const { scheduler, time, exportSchedules } = harness;
    for (const name of hanging) {
      for (const each of ['a', 'b', 'c']) {
        await schedule(name, `${name}${each}`);
      }
    }
    time.now += 60_000;
    const sound = await schedule('sound', 'last');
    stops.push(() => scheduler.stop());

    time.now += 3_600_000;
    await onceTrue(async () => {
      time.now += 10_000;
      await scheduler.tick();
      const { lastRunStatus } = await exportSchedules.get(sound.id);
      return lastRunStatus === 'succeeded';
    });
    expect(most()).toBe(2);
  });

  it('keeps no checkpoint for another one waiting', async () => {
    const { harness, state, schedule } = await start(['hanging', 'sound']);
    state.hangs = false;
    await harness.integrations.testPending();
    await harness.integrations.idle();
    await schedule('hanging', 'first');
    await schedule('sound', 'second');
    state.hangs = true;
    stops.push(() => harness.publisher.stop());

    await harness.publisher.tick();
    const written = async () =>
      (await readdir(folder, { recursive: true })).filter(name =>
        name.endsWith('.checkpoint'),
      );
    await onceTrue(async () => (await written()).length > 0);
    expect(await written()).toEqual([
      expect.stringContaining(join('demo', 'sound', '_checkpoints')),
    ]);

    state.hangs = false;
    await harness.append(1);
    harness.time.now += 3_600_000;
    await harness.publisher.tick();
    await onceTrue(async () => (await written()).length === 2);
  });

  it('keeps no other integration pending, nor itself once it was put right', async () => {
    const { harness, state, create, statusOf } = await start([
      'hanging1',
      'hanging2',
    ]);
    const { integrations } = harness;
    stops.push(() => integrations.idle());
    await integrations.testPending();
    await create('sound');
    await integrations.testPending();
    await onceTrue(async () => (await statusOf('sound')) === 'ready');
    expect(await statusOf('hanging1')).toBe('pending');

    state.hangs = false;
    await integrations.update(
      'hanging1',
      {
        destination: 'local://demo/hanging1/other',
        identity: { type: 'ambient' },
      },
      { by: 'user:default/ada', version: 1 },
    );
    await integrations.testPending();
    await onceTrue(async () => (await statusOf('hanging1')) === 'ready');
    expect(await statusOf('hanging2')).toBe('pending');
  });
});

describe('ExportScheduler', () => {
  const now = new Date('2026-11-22T10:00:00.000Z');
  const run = {
    id: 'run',
    attempt: 0,
    scheduleId: 'schedule',
    spec: { integration: 'main' },
  } as StoredRun;
  const create = (options: object) =>
    new ExportScheduler({
      runs: {
        listClaimable: async () => [run],
        claim: async () => run,
        release: async () => {},
      },
      schedules: {
        listDue: async () => [],
        list: async () => [],
        get: async () => ({ id: 'schedule', status: 'active' }),
      },
      planner: {},
      isEnabled: async () => true,
      clock: () => now,
      logger: mockServices.logger.mock(),
      ...options,
    } as unknown as ExportSchedulerOptions);

  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('stops in five seconds, whatever an attempt does', async () => {
    const attempt = jest.fn(() => new Promise(() => {}));
    const scheduler = create({ runner: { attempt } });
    await scheduler.tick();
    expect(attempt).toHaveBeenCalledTimes(1);
    let isStopped = false;
    const stopped = scheduler.stop().then(() => {
      isStopped = true;
    });
    await jest.advanceTimersByTimeAsync(4_999);
    expect(isStopped).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await stopped;
  });

  it.each(['listDue', 'list'])(
    'carries out what is planned where %s fails, and tells it',
    async broken => {
      const attempt = jest.fn(async () => 'skipped');
      const schedules = {
        listDue: async () => [],
        list: async () => [],
        get: async () => ({ id: 'schedule', status: 'active' }),
        [broken]: async () => {
          throw new Error('a row is broken');
        },
      };
      const scheduler = create({ runner: { attempt }, schedules });
      await expect(scheduler.tick()).rejects.toThrow('a row is broken');
      expect(attempt).toHaveBeenCalledTimes(1);
      await scheduler.stop();
    },
  );
});

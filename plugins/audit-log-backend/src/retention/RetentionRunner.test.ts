import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { EVENTS_TABLE } from '../store';
import {
  DAY_MS,
  daysAgo,
  retainingLog,
  start,
} from './__testUtils__/retainingLog';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const never = new AbortController().signal;

type Options = Parameters<typeof retainingLog>[0];

describe.each(databases.eachSupportedId())('RetentionRunner on %s', id => {
  const setUp = async (options: Omit<Options, 'knex'>) =>
    retainingLog({ ...options, knex: await initDatabase(databases, id) });

  it('removes what is older than the days that are kept', async () => {
    const { store, runner, left, recorded, pass } = await setUp({});
    await store.append([
      recordedEvent({ eventId: 'old', ...daysAgo(31) }),
      recordedEvent({ eventId: 'edge', ...daysAgo(29) }),
      recordedEvent({ eventId: 'new', ...daysAgo(0) }),
    ]);
    await runner.run(never);
    expect(await left()).toEqual(['edge', 'new']);
    expect(recorded).toEqual([
      expect.objectContaining({
        eventId: 'retention-run',
        meta: expect.objectContaining({
          removed: 1,
          firstSequence: '1',
          lastSequence: '1',
        }),
      }),
    ]);

    await runner.run(never);
    expect(recorded).toHaveLength(1);

    pass(2);
    await runner.run(never);
    expect(await left()).toEqual(['new']);
  });

  it('lets the first rule that matches decide', async () => {
    const { store, runner, left } = await setUp({
      changed: {
        retentionDays: 10,
        retentionRules: [
          { categories: ['PERMISSIONS'], minSeverity: 'high', days: 365 },
          { categories: ['PERMISSIONS', "O'HARA"], days: 5 },
          { minSeverity: 'critical', days: 90 },
        ],
      },
    });
    const permissions = { category: 'PERMISSIONS' } as const;
    await store.append([
      recordedEvent({
        eventId: 'high permission',
        severity: 'high',
        ...permissions,
        ...daysAgo(300),
      }),
      recordedEvent({
        eventId: 'high permission, too old',
        severity: 'high',
        ...permissions,
        ...daysAgo(366),
      }),
      recordedEvent({
        eventId: 'mild permission',
        severity: 'medium',
        ...permissions,
        ...daysAgo(6),
      }),
      recordedEvent({
        eventId: 'critical',
        severity: 'critical',
        ...daysAgo(80),
      }),
      recordedEvent({ eventId: 'default', ...daysAgo(9) }),
      recordedEvent({ eventId: 'default, too old', ...daysAgo(11) }),
    ]);
    await runner.run(never);
    expect(await left()).toEqual(['high permission', 'critical', 'default']);
  });

  it('removes, too, where its warning cannot be noted', async () => {
    const { store, runner, state, left } = await setUp({});
    await store.append([recordedEvent({ eventId: 'old', ...daysAgo(31) })]);
    state.problemFails = true;
    await runner.run(never);
    expect(await left()).toEqual([]);
  });

  it('takes its warning back where audit logging is disabled', async () => {
    const { runner, problems } = await setUp({ state: 'disabled' });
    problems.push('of the last run');
    await runner.run(never);
    expect(problems).toHaveLength(2);
    expect(problems[1]).toBeUndefined();
  });

  it('leaves what is on legal hold, until it is released', async () => {
    const { store, runner, holds, left } = await setUp({});
    await store.append([
      recordedEvent({ eventId: 'held', ...daysAgo(40) }),
      recordedEvent({ eventId: 'no target', target: null, ...daysAgo(40) }),
    ]);
    const hold = await holds.create({
      hold: {
        name: 'Case 7',
        query: 'target:component:default/svc-77',
        reason: 'A court asked',
      },
      by: 'user:default/ada',
    });
    await runner.run(never);
    expect(await left()).toEqual(['held']);

    await holds.release(hold.id);
    await runner.run(never);
    expect(await left()).toEqual([]);
  });

  it('keeps everything for a hold whose query is not understood', async () => {
    const { knex, store, runner, holds, left } = await setUp({});
    await store.append([recordedEvent({ eventId: 'any', ...daysAgo(40) })]);
    await holds.create({
      hold: { name: 'Case 7', query: 'severity>=low', reason: 'A court' },
      by: 'user:default/ada',
    });
    await knex('audit_log_legal_holds').update({ query: 'colour:red' });
    await runner.run(never);
    expect(await left()).toEqual(['any']);
  });

  it('removes in bounded batches, and stops when told', async () => {
    const { store, runner, batches, left } = await setUp({});
    await store.append(
      Array.from({ length: 1200 }, (_, index) =>
        recordedEvent({ eventId: `${index}`, ...daysAgo(40) }),
      ),
    );
    const stopped = new AbortController();
    stopped.abort();
    await runner.run(stopped.signal);
    expect(await left()).toHaveLength(1000);

    await runner.run(never);
    expect(await left()).toEqual([]);
    expect(batches).toEqual([500, 500, 500]);
  });

  it('leaves the leaf hashes, and the counts follow', async () => {
    const { knex, store, runner } = await setUp({});
    await store.append([
      recordedEvent(daysAgo(40)),
      recordedEvent(daysAgo(40)),
      recordedEvent(daysAgo(0)),
    ]);
    const before = await knex(EVENTS_TABLE)
      .select('sequence', 'leaf_hash')
      .orderBy('sequence');
    const counted = async () =>
      (await knex('audit_log_event_counts').select('count')).map(row =>
        Number(row.count),
      );
    expect((await counted()).sort()).toEqual([1, 2]);

    await runner.run(never);
    const left = await knex('audit_log_removed_leaves')
      .select('sequence', 'leaf_hash')
      .orderBy('sequence');
    expect(left).toEqual(before.slice(0, 2));
    expect(await counted()).toEqual([1]);

    const { completeTo } = await store.append([recordedEvent()]);
    expect(completeTo.sequence).toBe('4');
  });

  it('purges after disabling, telling Admins 7 and 1 days before', async () => {
    const keptUntil = new Date(start + 30 * DAY_MS).toISOString();
    const { store, runner, holds, news, left, pass, recorded } = await setUp({
      state: 'disabled',
      keptUntil,
    });
    await store.append([
      recordedEvent({ eventId: 'old', ...daysAgo(400) }),
      recordedEvent({ eventId: 'new' }),
      recordedEvent({ eventId: 'held', plugin: 'scaffolder' }),
    ]);
    await holds.create({
      hold: { name: 'Case 7', query: 'plugin:scaffolder', reason: 'A court' },
      by: 'user:default/ada',
    });
    await runner.run(never);
    expect(news).toEqual([]);
    pass(23.5);
    await runner.run(never);
    pass(6);
    await runner.run(never);
    expect(news).toEqual([
      { kind: 'purge-soon', keptUntil, daysLeft: 7 },
      { kind: 'purge-soon', keptUntil, daysLeft: 1 },
    ]);
    expect(await left()).toEqual(['old', 'new', 'held']);

    pass(1);
    await runner.run(never);
    expect(await left()).toEqual(['held']);
    expect(news.at(-1)).toEqual({ kind: 'purged', removed: 2, held: true });
    expect(recorded).toEqual([
      {
        eventId: 'logging-purge',
        severityLevel: 'high',
        meta: {
          actionType: 'purge',
          removed: 2,
          firstSequence: '1',
          lastSequence: '2',
          keptUntil,
          held: true,
        },
      },
    ]);
  });

  it('purges its own events of the time disabled, and of after it later', async () => {
    const keptUntil = new Date(start).toISOString();
    const { store, runner, left, pass, recorded, holds } = await setUp({
      state: 'disabled',
      keptUntil,
    });
    const own = (eventId: string, daysLater: number, plugin = 'audit-log') =>
      recordedEvent({
        eventId,
        plugin,
        category: 'AUDIT_LOG',
        ...daysAgo(-daysLater),
      });
    await holds.create({
      hold: { name: 'Case 7', query: 'event:held', reason: 'A court' },
      by: 'user:default/ada',
    });
    pass(0.5);
    await store.append([
      own('disabled-read', -10),
      own('held', -9),
      // By a clock that is ahead: no event of the portal belongs to after it.
      recordedEvent({ eventId: 'ahead', ...daysAgo(-1) }),
      own('refused', 0.2),
      own('logging-purge', 0.4),
    ]);
    await runner.run(never);
    expect(await left()).toEqual(['held', 'refused', 'logging-purge']);
    expect(recorded).toEqual([
      expect.objectContaining({
        meta: expect.objectContaining({
          removed: 2,
          firstSequence: '1',
          lastSequence: '3',
        }),
      }),
    ]);

    pass(29);
    await runner.run(never);
    expect(await left()).toEqual(['held', 'refused', 'logging-purge']);
    pass(1.5);
    await runner.run(never);
    expect(await left()).toEqual(['held']);
    expect(recorded).toHaveLength(2);
  });

  it('removes nothing while a transition is under way', async () => {
    const { store, settings, runner, left } = await setUp({});
    await store.append([recordedEvent({ eventId: 'old', ...daysAgo(40) })]);
    const { version, ...present } = await settings.read();
    await settings.replace(version, { ...present, state: 'disabling' });
    await runner.run(never);
    expect(await left()).toEqual(['old']);
  });

  it('is safe to run in several replicas at once', async () => {
    const { knex, store, runner } = await setUp({});
    await store.append(
      Array.from({ length: 900 }, () => recordedEvent(daysAgo(40))),
    );
    await Promise.all([runner.run(never), runner.run(never)]);
    await runner.run(never);
    const [{ n }] = await knex('audit_log_removed_leaves').count({ n: '*' });
    expect(Number(n)).toBe(900);
    expect(await knex('audit_log_event_counts')).toEqual([]);
  });
});

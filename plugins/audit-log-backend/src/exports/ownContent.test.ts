import { View } from 'backstage-plugin-audit-log-common';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { createHarness, readExports } from '../__testUtils__/exportsHarness';
import { DatabaseViewStore, ViewService } from '../views';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { StoredSchedule, draftOf } from './types';
import { viewUsers } from './viewUsers';

jest.setTimeout(180_000);

const databases = createTestDatabases();

const grace = { ref: 'user:default/grace', managesViews: false };
const ada = {
  ref: 'user:default/ada',
  managesViews: true,
  managesExports: true,
};

describe.each(databases.eachSupportedId())(
  'what a schedule owns, on %s',
  databaseId => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-log-owned-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    /** A portal with a view of Grace, and schedules of Ada that took it. */
    async function setUp() {
      const knex = await initDatabase(databases, databaseId);
      const views: Record<string, View> = {};
      const harness = await createHarness({ knex, folder, views });
      await harness.createIntegration();
      const schedules = new DatabaseScheduleStore({ knex });
      const clock = () => new Date(harness.time.now);
      const news: unknown[] = [];
      const service = new ViewService({
        ...{ clock, store: new DatabaseViewStore({ knex }) },
        users: viewUsers({
          ...{ schedules, check: harness.checkDraft, clock },
          runs: new DatabaseRunStore({ knex }),
        }),
        onNews: each => news.push(each),
      });
      const create = async (query: string, columns: string[] | null = null) => {
        const view = await service.create({
          view: {
            ...{ name: 'Everything', query, columns },
            ...{ shared: true, timeRange: null },
          },
          owner: grace.ref,
        });
        views[view.id] = view;
        return view;
      };
      const change = async (
        view: View,
        by: typeof ada | typeof grace,
        what: Parameters<typeof service.update>[0]['change'],
      ) => {
        const result = await service.update({
          ...{ id: view.id, change: what, version: view.version, reader: by },
        });
        views[view.id] = result.after;
        return result;
      };
      return { knex, harness, schedules, service, news, create, change };
    }

    it('is not changed by a change of its view, and the owner is told', async () => {
      const { harness, news, create, change } = await setUp();
      const view = await create('');
      const { id } = await harness.createSchedule({ viewId: view.id });
      await harness.append(3);
      await harness.pass(60);
      const { schedules } = await change(view, grace, {
        query: 'plugin:scaffolder',
        schedules: 'update',
      });
      expect(schedules).toEqual([
        {
          ...{ id, name: 'Nightly', owner: ada.ref, updated: false },
          reason: 'Only who manages exports may change it',
        },
      ]);
      expect(news).toMatchObject([{ by: grace.ref, schedules }]);
      await harness.append(2);
      await harness.pass(60);
      const exported = await readExports(folder);
      expect(exported.flatMap(run => run.sequences)).toEqual([1, 2, 3, 4, 5]);
      expect(exported.map(({ manifest }) => manifest.query)).toEqual(['', '']);
      await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
        ...{ query: '', viewVersion: 1, chain: { number: 1, since: '1' } },
      });
    });

    it('follows its view where its owner wants that, in a new chain', async () => {
      const { knex, harness, create, change } = await setUp();
      const view = await create('', ['time', 'actor']);
      const csv = await harness.createSchedule({
        ...{ name: 'Table', viewId: view.id, coverage: { mode: 'full' } },
        output: { format: 'csv', compression: 'none' },
        destination: 'local://demo/audit/table/{run}.csv',
      });
      expect(csv.output.columns).toEqual(['started_at', 'actor']);
      const { id } = await harness.createSchedule({ viewId: view.id });
      await harness.append(3);
      await harness.pass(60);
      const { after } = await change(view, ada, {
        query: 'plugin:scaffolder',
        columns: ['time', 'meta.taskId', 'meta.user'],
        schedules: 'update',
      });
      const read = (each: string) => harness.exportSchedules.get(each);
      expect(await read(csv.id)).toMatchObject({
        ...{ query: 'plugin:scaffolder', viewVersion: after.version },
        output: { columns: ['started_at', 'meta'] },
        chain: { number: 2, since: null },
      });
      await harness.append(2);
      await harness.append(2, 'scaffolder');
      await harness.pass(60);
      expect(await read(id)).toMatchObject({
        ...{ exportedTo: '7', chain: { number: 2, since: '4' } },
      });
      const runs = await knex('audit_log_export_runs')
        .where('schedule_id', id)
        .orderBy('number');
      expect(runs.map(({ spec }) => JSON.parse(spec))).toMatchObject([
        { query: '', chain: { number: 1, since: '1' }, timeZone: 'UTC' },
        {
          ...{ query: 'plugin:scaffolder', chain: { number: 2, since: '4' } },
          view: { id: view.id, version: after.version },
        },
      ]);
    });

    it('is a query of its own, which no change of its view takes away', async () => {
      const { harness, create, change } = await setUp();
      const view = await create('outcome:failed');
      const { id } = await harness.createSchedule({
        ...{ viewId: view.id, query: 'severity>=high' },
      });
      const { schedules } = await change(view, ada, {
        query: 'plugin:scaffolder',
        schedules: 'update',
      });
      expect(schedules).toMatchObject([
        { updated: false, reason: 'It has a query of its own' },
      ]);
      await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
        query: 'severity>=high',
      });
    });

    it('is in the run that failed before it followed its view', async () => {
      const { harness, create, change } = await setUp();
      const view = await create('');
      const { id } = await harness.createSchedule({ viewId: view.id });
      await harness.append(2);
      await harness.append(2, 'scaffolder');
      harness.state.wrap = storage =>
        Object.assign(Object.create(storage), {
          head: () => {
            throw new Error('away');
          },
          close: () => storage.close(),
        });
      await harness.pass(60);
      harness.state.wrap = undefined;
      await change(view, ada, {
        query: 'plugin:scaffolder',
        schedules: 'update',
      });
      await harness.pass(1);
      const runs = await harness.exportRuns.list(id, { limit: 9 });
      expect(runs.map(({ status }) => status)).toEqual([
        ...['succeeded', 'canceled'],
      ]);
      const [{ manifest, sequences }] = await readExports(folder);
      expect(sequences).toEqual([3, 4]);
      expect(manifest.query).toBe('plugin:scaffolder');
    });

    it('keeps what it has where it could not be exported otherwise', async () => {
      const { harness, create, change } = await setUp();
      const view = await create('outcome:failed');
      const { id } = await harness.createSchedule({ viewId: view.id });
      const { schedules } = await change(view, ada, {
        query: 'time>=-1h',
        schedules: 'update',
      });
      expect(schedules).toMatchObject([
        { updated: false, reason: expect.stringContaining("'time>=-1h'") },
      ]);
      await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
        query: 'outcome:failed',
      });
    });

    it.each<[string, Partial<ReturnType<typeof draftOf>>, number | null]>([
      ['name', { name: 'SIEM' }, 2],
      ['cadence', { cadence: { type: 'hourly', minute: 30 } }, 2],
      ['destination', { destination: 'local://demo/audit/o/{run}.jsonl' }, 2],
      ['query', { query: 'outcome:failed' }, null],
      [
        'output',
        {
          output: { format: 'ocsf', compression: 'gzip', formulaGuard: true },
        },
        null,
      ],
    ])(
      'is the version of its format until it exports otherwise: its %s',
      async (_, edit, kept) => {
        const { knex, harness } = await setUp();
        const { id, version } = await harness.createSchedule({
          destination: 'local://demo/audit/{run}.ocsf.jsonl',
          output: { format: 'ocsf', compression: 'none' },
        });
        const row = () => knex('audit_log_export_schedules').where({ id });
        await row().update({ format_version: 2 });
        const draft = draftOf(await harness.exportSchedules.get(id));
        await harness.exportSchedules.update(
          id,
          { ...draft, ...edit },
          version,
        );
        expect(await row().first('format_version')).toEqual({
          format_version: kept,
        });
      },
    );

    it('may be columns that a schedule chose itself', async () => {
      const { harness, create, change } = await setUp();
      const view = await create('', ['time', 'actor']);
      const draft = {
        output: { format: 'csv' as const, compression: 'none' as const },
        destination: 'local://demo/audit/{run}.csv',
        viewId: view.id,
      };
      const all = await harness.createSchedule({
        ...{ ...draft, output: { ...draft.output, columns: null } },
      });
      expect(all.output.columns).toBeNull();
      await change(view, ada, { columns: ['id'], schedules: 'update' });
      const changed = await harness.exportSchedules.get(all.id);
      expect(changed.output.columns).toBeNull();
    });

    it.each(['time>=-1m', 'time:today', 'outcome:failed -time:-2d..now'])(
      'is no query such as %s, unless it covers the log anew each time',
      async query => {
        const { harness, create } = await setUp();
        const view = await create(query);
        for (const draft of [{ query }, { viewId: view.id }]) {
          await expect(harness.createSchedule(draft)).rejects.toThrow(
            /^Body field 'query' is '.*means another time at each run.*choose coverage/,
          );
        }
        await harness.createSchedule({ query, coverage: { mode: 'full' } });
      },
    );

    it('is refused at the next edit where it was made before', async () => {
      const { knex, harness } = await setUp();
      const { id } = await harness.createSchedule();
      const table = knex('audit_log_export_schedules');
      const { draft: text } = await table.clone().first();
      const draft = { ...JSON.parse(text), query: 'time>=-1d' };
      await table.clone().update({ draft: JSON.stringify(draft) });
      await harness.append(1);
      await harness.pass(60);
      await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
        ...{ lastRunStatus: 'succeeded', exportedTo: '1' },
      });
      await expect(
        harness.exportSchedules.update(id, draft, 1),
      ).rejects.toThrow("Body field 'query' is 'time>=-1d'");
    });

    it('keeps its view from being deleted, whoever is first', async () => {
      const { harness, service, create } = await setUp();
      for (let attempt = 0; attempt < 10; attempt += 1) {
        const view = await create('');
        const [made, deleted] = await Promise.allSettled([
          harness.createSchedule({
            viewId: view.id,
            destination: `local://demo/audit/${attempt}/{run}.jsonl.gz`,
          }),
          service.delete(view.id, grace),
        ]);
        expect([made.status, deleted.status].sort()).toEqual([
          ...['fulfilled', 'rejected'],
        ]);
        if (made.status === 'fulfilled') {
          const { id } = made.value as StoredSchedule;
          await harness.exportSchedules.delete(id);
          await service.delete(view.id, grace);
        }
      }
    });
  },
);

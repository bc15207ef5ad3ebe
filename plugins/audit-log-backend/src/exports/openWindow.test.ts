import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import {
  Harness,
  createHarness,
  denied,
  range,
  readExports,
} from '../__testUtils__/exportsHarness';
import { draftOf } from './types';

jest.setTimeout(180_000);

const databases = createTestDatabases();
const by = 'user:default/eva';
const DAY_MINUTES = 24 * 60;

type Repair = (harness: Harness, id: string) => Promise<unknown>;

const rename: Repair = async ({ exportSchedules }, id) => {
  const schedule = await exportSchedules.get(id);
  const draft = { ...draftOf(schedule), name: 'Of each day' };
  await exportSchedules.update(id, draft, schedule.version);
};

const repairs: [string, Repair][] = [
  ['renamed', rename],
  [
    'resumed and renamed',
    async (harness, id) => {
      await harness.exportSchedules.pause(id, 'For a while');
      await harness.exportSchedules.resume(id);
      await rename(harness, id);
    },
  ],
  [
    'moved with its integration',
    ({ integrations }) =>
      integrations.update(
        'main',
        {
          destination: 'local://moved/audit',
          identity: { type: 'ambient' },
          schedules: 'rewrite',
        },
        { by, version: 1 },
      ),
  ],
  [
    'relieved of the run',
    async ({ exportRuns }, id) => {
      const [run] = await exportRuns.list(id, { limit: 1 });
      await exportRuns.cancel(run.id);
    },
  ],
];

describe.each(databases.eachSupportedId())(
  'a window whose run failed on %s',
  databaseId => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-log-open-window-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it.each(repairs)(
      'is in the next one where the schedule was %s before its first success',
      async (_, repair) => {
        const knex = await initDatabase(databases, databaseId);
        const harness = await createHarness({ knex, folder });
        await harness.createIntegration();
        const { id } = await harness.createSchedule({
          cadence: { type: 'daily', time: '02:00' },
          coverage: { mode: 'window', hours: 24 },
        });
        await harness.append(3);
        harness.state.wrap = denied;
        await harness.pass(17 * 60);
        const [failed] = await harness.exportRuns.list(id, { limit: 1 });
        expect(failed).toMatchObject({ status: 'failed', toSequence: '3' });
        await harness.append(2);
        harness.state.wrap = undefined;
        await harness.pass(7 * 60);
        await repair(harness, id);
        await harness.append(1);
        await harness.pass(DAY_MINUTES);
        await harness.pass(DAY_MINUTES);
        const exported = await readExports(folder);
        expect(exported.flatMap(run => run.sequences)).toEqual(range(1, 6));
      },
    );
  },
);

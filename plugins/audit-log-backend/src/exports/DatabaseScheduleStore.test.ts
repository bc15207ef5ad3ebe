import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { createHarness } from '../__testUtils__/exportsHarness';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'DatabaseScheduleStore on %s',
  id => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-log-schedules-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it('changes all schedules alone while each of them is changed', async () => {
      const knex = await initDatabase(databases, id);
      const harness = await createHarness({ knex, folder });
      await harness.createIntegration();
      for (const name of ['a', 'b', 'c']) {
        await harness.createSchedule({
          name,
          destination: `local://demo/audit/${name}/{run}.jsonl`,
          output: { format: 'jsonl', compression: 'none' },
        });
      }
      const store = new DatabaseScheduleStore({ knex });
      const failOnce = (each: string, trx?: Parameters<typeof store.lock>[0]) =>
        store.update(
          each,
          present => ({
            ...present,
            failuresInARow: present.failuresInARow + 1,
          }),
          trx,
        );
      const ids = (await store.list()).map(schedule => schedule.id);
      const rounds = 20;
      for (let round = 0; round < rounds; round += 1) {
        await Promise.all([
          ...ids.map(each => failOnce(each)),
          store.alone(async (all, trx) => {
            for (const schedule of all) {
              await failOnce(schedule.id, trx);
            }
          }),
        ]);
      }
      expect(
        (await store.list()).map(({ failuresInARow }) => failuresInARow),
      ).toEqual(ids.map(() => 2 * rounds));
    });
  },
);

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { createHarness } from '../__testUtils__/exportsHarness';
import { draftOf } from './types';

jest.setTimeout(180_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'a paused schedule in the place of another on %s',
  databaseId => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-log-same-place-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    /** As an upgrade leaves what was made twice. */
    async function setUp() {
      const knex = await initDatabase(databases, databaseId);
      const harness = await createHarness({ knex, folder });
      await harness.createIntegration();
      const works = await harness.createSchedule();
      const paused = await harness.createSchedule({
        ...{
          name: 'Twice',
          destination: 'local://demo/audit/2/{run}.jsonl.gz',
        },
      });
      const draft = { ...draftOf(works), name: paused.name };
      await knex('audit_log_export_schedules')
        .where('id', paused.id)
        .update({ draft: JSON.stringify(draft), status: 'paused' });
      return { harness, works, paused };
    }

    it('is resumed only where that one is paused', async () => {
      const { harness, works, paused } = await setUp();
      const { exportSchedules } = harness;
      await expect(exportSchedules.resume(paused.id)).rejects.toThrow(
        "Export schedule 'Twice' could write the same objects as 'Nightly'",
      );
      await exportSchedules.pause(works.id, 'Not any more');
      await exportSchedules.resume(paused.id);
      await expect(exportSchedules.resume(works.id)).rejects.toThrow("'Twice'");
      expect(
        (await exportSchedules.list()).map(({ status }) => status).sort(),
      ).toEqual(['active', 'paused']);
    });

    it('keeps that one neither from a change nor from a move', async () => {
      const { harness, works, paused } = await setUp();
      const { exportSchedules, integrations } = harness;
      await exportSchedules.update(
        works.id,
        { ...draftOf(works), name: 'Of each hour' },
        works.version,
      );
      await integrations.update(
        'main',
        {
          destination: 'local://moved/audit',
          identity: { type: 'ambient' },
          schedules: 'rewrite',
        },
        { by: 'user:default/eva', version: 1 },
      );
      const moved = await exportSchedules.list();
      expect(
        moved.map(({ id, destination }) => [id, destination.slice(0, 19)]),
      ).toEqual([
        [works.id, 'local://moved/audit'],
        [paused.id, 'local://moved/audit'],
      ]);
      await expect(
        exportSchedules.update(paused.id, draftOf(moved[1]), moved[1].version),
      ).rejects.toThrow("'Of each hour' could write the same objects");
    });
  },
);

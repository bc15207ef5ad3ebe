import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { createHarness, denied } from '../__testUtils__/exportsHarness';
import { recordedEvents } from '../__testUtils__/recordedEvent';

jest.setTimeout(120_000);

const databases = createTestDatabases();

describe.each(databases.eachSupportedId())(
  'relative times of a window that is caught up on %s',
  databaseId => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-log-relative-'));
    });
    afterEach(() => rm(folder, { recursive: true }));

    it.each([
      ['are of its time', {}, 2],
      [
        'are of its planning where an earlier release froze it',
        { window: undefined },
        0,
      ],
    ])('%s', async (_, frozen, rows) => {
      const knex = await initDatabase(databases, databaseId);
      const harness = await createHarness({ knex, folder });
      await harness.createIntegration();
      const { id } = await harness.createSchedule({
        coverage: { mode: 'window', hours: 1 },
        query: 'time>=-90m',
      });
      const startedAt = new Date(harness.time.now).toISOString();
      await harness.store.append(
        recordedEvents(2, () => ({ startedAt, endedAt: startedAt })),
      );
      harness.state.wrap = denied;
      await harness.pass(4 * 60);
      const [failed] = await harness.exportRuns.list(id, { limit: 1 });
      expect(failed).toMatchObject({
        status: 'failed',
        dueAt: '2026-11-22T11:00:00.000Z',
      });
      await knex('audit_log_export_runs')
        .where('id', failed.id)
        .update({ spec: JSON.stringify({ ...failed.spec, ...frozen }) });
      harness.state.wrap = undefined;
      await harness.exportRuns.retry(failed.id);
      await harness.pass(0);
      await expect(harness.exportRuns.get(failed.id)).resolves.toMatchObject({
        status: 'succeeded',
        rows,
      });
    });
  },
);

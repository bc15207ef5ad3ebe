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

jest.setTimeout(180_000);

const databases = createTestDatabases();
const by = 'user:default/eva';

describe.each(databases.eachSupportedId())(
  'schedules of an integration that changes on %s',
  databaseId => {
    let folder: string;
    let harness: Harness;
    let id: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'audit-log-links-'));
      const knex = await initDatabase(databases, databaseId);
      harness = await createHarness({ knex, folder });
      await harness.createIntegration();
      id = (await harness.createSchedule()).id;
      await harness.append(3);
      await harness.pass(60);
    });
    afterEach(() => rm(folder, { recursive: true }));

    const move = (schedules?: 'pause' | 'rewrite') =>
      harness.integrations.update(
        'main',
        {
          destination: 'local://moved/audit',
          identity: { type: 'ambient' },
          schedules,
        },
        { by, version: 1 },
      );
    const sequences = async () =>
      (await readExports(folder)).flatMap(run => run.sequences);

    it('move with it where that was asked for, without a gap', async () => {
      harness.state.wrap = denied;
      await harness.append(2);
      await harness.pass(60);
      harness.state.wrap = undefined;
      await move('rewrite');
      await harness.pass(0);
      await harness.append(1);
      await harness.pass(60);
      await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
        status: 'active',
        destination: expect.stringMatching(/^local:\/\/moved\/audit\/dt=/),
      });
      const exported = await readExports(folder);
      expect(
        exported.map(({ manifest }) =>
          manifest.object.destination.slice(0, 'local://moved'.length),
        ),
      ).toEqual(['local://demo/', 'local://moved', 'local://moved']);
      expect(await sequences()).toEqual(range(1, 6));
      expect(harness.news).toContainEqual(
        expect.objectContaining({
          kind: 'integration-changed',
          effect: 'rewritten',
          by,
          schedules: [expect.objectContaining({ name: 'Nightly' })],
        }),
      );
    });

    it('pause where nothing else was asked for, and write nothing', async () => {
      await move();
      await harness.append(2);
      await harness.pass(120);
      await expect(harness.exportSchedules.get(id)).resolves.toMatchObject({
        status: 'paused',
        statusReason: `Storage integration 'main' was changed by ${by}`,
        destination: expect.stringMatching(/^local:\/\/demo\/audit\//),
      });
      expect(await sequences()).toEqual(range(1, 3));
    });

    it('are deleted with it where that was asked for; objects stay', async () => {
      await harness.integrations.delete('main', { by, schedules: 'delete' });
      await expect(harness.exportSchedules.get(id)).rejects.toThrow(id);
      expect(harness.news.at(-1)).toMatchObject({
        kind: 'integration-deleted',
        effect: 'deleted',
        schedules: [{ name: 'Nightly', owner: 'user:default/ada' }],
      });
      await harness.pass(120);
      expect(await sequences()).toEqual(range(1, 3));
    });
  },
);

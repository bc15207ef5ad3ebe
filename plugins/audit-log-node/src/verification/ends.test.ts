import { cp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ExportedLog } from './__testUtils__/ExportedLog';
import { folderFiles } from './folderFiles';
import { VerifyExportsOptions, verifyExports } from './verifyExports';

/** Where exports of several storages end. */
describe('the end of exports', () => {
  let log: ExportedLog;
  beforeEach(async () => {
    log = await ExportedLog.create();
    for (let run = 0; run < 3; run += 1) {
      log.append(3);
      await log.export();
      await log.publish();
    }
  });
  afterEach(() => log.remove());

  const verify = (options: Partial<VerifyExportsOptions> = {}) =>
    verifyExports({
      files: folderFiles(log.folder),
      verifierKeys: [log.key],
      ...options,
    });
  const removeAll = async (pattern: RegExp) => {
    for (const name of await readdir(log.folder, { recursive: true })) {
      if (pattern.test(name) && /\.\w+$/.test(name)) {
        await rm(join(log.folder, name));
      }
    }
  };
  const digits = (size: number) => String(size).padStart(16, '0');
  const hour = 3_600_000;

  /** A storage of the log that no schedule has written to, or one other. */
  async function publishElsewhere() {
    const from = join(log.folder, 'audit/_checkpoints');
    await cp(from, join(log.folder, 'b/_checkpoints'), { recursive: true });
    for (const size of [3, 6, 9]) {
      const note = log.exportList(list => {
        list.size = size;
        list.destination = 's3://bucket/b';
        list.schedules = [];
      });
      await log.write(`b/_checkpoints/${digits(size)}.exports`, note);
    }
  }
  /** The schedule goes on in another storage, which gets all leaves. */
  async function move() {
    const write = log.write.bind(log);
    const textOf = log.manifestText.bind(log);
    const listOf = log.exportList.bind(log);
    const moved = (text: string) => text.replace('bucket/audit', 'bucket/new');
    log.write = (name, content) =>
      write(name.replace(/^audit\//, 'new/'), content);
    log.manifestText = ({ object, ...manifest }) =>
      textOf({
        ...manifest,
        object: { ...object, destination: moved(object.destination) },
      });
    log.append(3);
    await log.export();
    const [schedule] = log.schedules.values();
    const { previous } = schedule;
    schedule.previous = {
      ...previous!,
      destination: moved(previous!.destination),
    };
    log.exportList = () =>
      listOf(list => {
        list.destination = 's3://bucket/new';
      });
    await log.publish();
    await removeAll(/^new\/.*\.leaves$/);
    const leaves = log.events.map(each => Buffer.from(each.leafHash, 'hex'));
    const name = `${digits(1)}-${digits(12)}.leaves`;
    await log.write(`audit/_checkpoints/${name}`, Buffer.concat(leaves));
  }
  const cut = () =>
    removeAll(/^audit\/(_?(4-6|7-9)|_checkpoints\/.*000[69]\.)/);

  it('is in each storage, all of them as new', async () => {
    await publishElsewhere();
    await expect(verify()).resolves.toMatchObject({
      outcome: 'sound',
      unchecked: [],
    });
  });

  it('is not in a storage whose lists end before those of another one', async () => {
    await publishElsewhere();
    log.time += 3 * hour;
    const late = log.exportList(list => {
      Object.assign(list, { destination: 's3://bucket/b', schedules: [] });
    });
    await log.write(`b/_checkpoints/${digits(9)}.exports`, late);
    await cut();
    await expect(verify()).resolves.toMatchObject({
      outcome: 'unchecked',
      unchecked: [
        {
          file: `audit/_checkpoints/${digits(3)}.exports`,
          message: expect.stringContaining('another storage has one of'),
          allow: 'unlisted',
        },
      ],
    });
  });

  it('is not in a storage whose lists end before a kept checkpoint', async () => {
    await publishElsewhere();
    const kept = { file: 'kept', note: log.checkpoint(9) };
    const now = new Date(log.time);
    await expect(verify({ keptCheckpoints: [kept] })).resolves.toMatchObject({
      outcome: 'sound',
    });
    await cut();
    for (const fetchedAt of [
      undefined,
      new Date(now.getTime() - 2 * hour - 1),
    ]) {
      const keptCheckpoints = [{ ...kept, ...(fetchedAt && { fetchedAt }) }];
      await expect(verify({ keptCheckpoints, now })).resolves.toMatchObject({
        outcome: 'unchecked',
        unchecked: [{ message: expect.stringContaining('kept is of 9') }],
      });
    }
    // Its lists may be on their way.
    const keptCheckpoints = [
      { ...kept, fetchedAt: new Date(now.getTime() - 2 * hour) },
    ];
    await expect(verify({ keptCheckpoints, now })).resolves.toMatchObject({
      outcome: 'sound',
    });
  });

  it('is where schedules went on in another storage, some hours later', async () => {
    log.time += 3 * hour;
    await move();
    const report = await verify();
    expect(report).toMatchObject({ outcome: 'sound', unchecked: [] });
    expect(report.notes).toEqual([
      expect.stringContaining(
        `audit/_checkpoints/${digits(9)}.exports: all schedules that it names`,
      ),
    ]);
  });

  it('hides nothing that was there before a move', async () => {
    await move();
    await removeAll(/^audit\/(_checkpoints|_?(1-3|7-9)\.)/);
    const { findings } = await verify();
    expect(findings).toMatchObject([
      { kind: 'missing', file: expect.stringContaining('_4-6.') },
      { kind: 'missing', file: expect.stringContaining('_10-12.') },
    ]);
  });

  it('is in lists of all storages, once there are any', async () => {
    await cp(
      join(log.folder, 'audit/_checkpoints'),
      join(log.folder, 'x/_checkpoints'),
      {
        recursive: true,
      },
    );
    await removeAll(/^x\/.*\.exports$/);
    await cut();
    await expect(verify()).resolves.toMatchObject({
      outcome: 'unchecked',
      unchecked: [6, 9].map(size => ({
        file: `x/_checkpoints/${digits(size)}.checkpoint`,
        allow: 'unlisted',
      })),
    });
  });

  it('is not in a list of another storage', async () => {
    for (const size of [6, 9]) {
      const note = log.exportList(list => {
        list.size = size;
        Object.assign(list, { destination: 's3://bucket/b', schedules: [] });
      });
      await log.write(`audit/_checkpoints/${digits(size)}.exports`, note);
    }
    await removeAll(/^audit\/_?(4-6|7-9)/);
    const { findings } = await verify();
    expect(findings).toMatchObject(
      [6, 9].map(size => ({
        kind: 'changed',
        file: `audit/_checkpoints/${digits(size)}.exports`,
        message: expect.stringContaining('Is of s3://bucket/b'),
      })),
    );
  });

  describe('where the oldest exports may be gone', () => {
    const allow = ['missing-oldest' as const];
    beforeEach(async () => {
      log.append(2);
      await log.export({ schedule: 'deleted' });
      await log.publish();
      log.schedules.delete('deleted');
      log.append(3);
      await log.export();
      await log.export({ schedule: 'new' });
      await log.publish();
    });

    it('is sound without the oldest, and says each', async () => {
      await removeAll(/^audit\/(_?(1-3|4-6|7-9)\.|deleted\/)/);
      await expect(verify()).resolves.toMatchObject({ outcome: 'broken' });
      const { outcome, notes } = await verify({ allow });
      expect(outcome).toBe('sound');
      expect(notes).toEqual([
        expect.stringMatching(/_10-14.*goes on from .*_7-9.*is gone/),
        expect.stringMatching(/^Run 3 of schedule 'Nightly'/),
        expect.stringMatching(/^Run 1 of schedule 'deleted'/),
        expect.stringMatching(/^Run 2 of schedule 'Nightly'/),
        expect.stringMatching(/^Run 1 of schedule 'Nightly'/),
      ]);
    });

    it.each([
      ['all of a schedule', /^audit\/new\//, "Run 1 of schedule 'new'"],
      [
        'all of a deleted schedule, beside what is older',
        /^audit\/deleted\//,
        "Run 1 of schedule 'deleted'",
      ],
      ['the newest run', /^audit\/_?10-14\./, "Run 4 of schedule 'Nightly'"],
      ['everything', /^audit\/[^_]*_?\d/, "Run 4 of schedule 'Nightly'"],
    ])('is broken without %s', async (_, pattern, run) => {
      await removeAll(pattern);
      const { findings } = await verify({ allow });
      expect(findings).toContainEqual(
        expect.objectContaining({
          kind: 'missing',
          message: expect.stringContaining(run),
        }),
      );
    });
  });

  it.each(['audit/date=2020-01-01', 'other'])(
    'is not sound where an export was moved to %s',
    async folder => {
      const names = ['4-6.jsonl', '_4-6.jsonl.manifest.json'];
      for (const name of names) {
        await cp(
          join(log.folder, 'audit', name),
          join(log.folder, folder, name),
        );
      }
      await removeAll(/^audit\/_?4-6\./);
      await expect(verify()).resolves.toMatchObject({
        outcome: 'unchecked',
        unchecked: [
          {
            file: `${folder}/_4-6.jsonl.manifest.json`,
            message: expect.stringContaining('is not named as it says'),
          },
        ],
      });
    },
  );

  it('is in a list that names an export of a clock that was ahead', async () => {
    log.append(1);
    log.time += 3 * hour;
    await log.export();
    log.time -= 3 * hour;
    await log.publish();
    await expect(verify()).resolves.toMatchObject({ outcome: 'sound' });
  });
});

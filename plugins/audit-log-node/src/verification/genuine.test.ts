import fc from 'fast-check';
import { hash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateNoteKey, verifierKey } from '../integrity';
import { ExportedLog, manifestOf } from './__testUtils__/ExportedLog';
import { folderFiles } from './folderFiles';
import { verifyExports } from './verifyExports';

jest.setTimeout(120_000);

/** Whatever a portal does that is in order verifies. */
describe('what the log wrote', () => {
  let log: ExportedLog;
  beforeEach(async () => {
    log = await ExportedLog.create();
  });
  afterEach(() => log.remove());

  const verify = (folder = log.folder, keys = [log.key]) =>
    verifyExports({ files: folderFiles(folder), verifierKeys: keys });
  const isSound = async (folder?: string, keys?: string[]) => {
    const report = await verify(folder, keys);
    expect(report.findings).toEqual([]);
    expect(report.unchecked).toEqual([]);
    expect(report.ownRows).toBe(0);
    return report;
  };

  it('is sound in any order of exports, publications and retention', async () => {
    const step = fc.oneof(
      fc.record({ append: fc.nat(5), version: fc.constantFrom(1, 2) }),
      fc.record({
        schedule: fc.constantFrom('Nightly', 'failed', 'all'),
        removed: fc.nat(3),
      }),
      fc.constant('publish' as const),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 20 }), async steps => {
        const any = await ExportedLog.create();
        try {
          any.append(1);
          for (const each of [...steps, 'export', 'publish'] as const) {
            if (each === 'publish') {
              any.append(1);
              await any.publish();
            } else if (each === 'export') {
              any.append(1);
              await any.export();
            } else if ('append' in each) {
              any.append(each.append, each.version);
            } else {
              any.append(1);
              await any.export({
                schedule: each.schedule,
                coverage: each.schedule === 'all' ? 'full' : 'incremental',
                query: each.schedule === 'failed' ? 'outcome:failed' : '',
                // What retention has removed is in no export.
                holds: ({ sequence }) =>
                  each.removed === 0 || Number(sequence) % each.removed === 0,
                gzip: each.removed === 1,
              });
            }
          }
          const { outcome } = await isSound(any.folder, [any.key]);
          expect(outcome).toBe('sound');
        } finally {
          await any.remove();
        }
      }),
      { numRuns: 25 },
    );
  });

  it('is sound with manifests of the first release, once a list names the newest', async () => {
    const old = await ExportedLog.create(1);
    old.append(6, 1);
    await old.export({ holds: ({ sequence }) => sequence !== '3' });
    await old.publish();
    old.append(2, 1);
    await old.export({ schedule: 'failed', query: 'outcome:failed' });
    await expect(verify(old.folder, [old.key])).resolves.toMatchObject({
      outcome: 'unchecked',
      unchecked: expect.arrayContaining([
        expect.objectContaining({
          message: expect.stringContaining('Lacks 1 events, 3'),
          allow: 'unsigned',
        }),
      ]),
    });
    old.version = 2;
    old.append(1);
    await old.publish();
    const report = await isSound(old.folder, [old.key]);
    expect(report).toMatchObject({ manifests: 2, signedManifests: 2 });
    await old.remove();
  });

  it('is what the log tells of its runs in what it exported, but for queries', async () => {
    const old = await ExportedLog.create(1);
    old.append(4, 1);
    await old.export({ schedule: 'failed', query: 'outcome:failed' });
    old.append(1, 1, () => ({
      plugin: 'audit-log',
      eventId: 'export-run',
      outcome: 'succeeded',
      meta: old.runMeta('failed'),
    }));
    await old.export();
    await old.publish();
    const { findings, unchecked } = await verify(old.folder, [old.key]);
    expect(findings).toEqual([]);
    expect(unchecked.filter(({ allow }) => allow === 'unsigned')).toEqual([
      // Of the export that no event tells of yet.
      expect.objectContaining({ file: 'audit/1-5.jsonl' }),
      // Its query and coverage are in no event.
      expect.objectContaining({
        file: 'audit/failed/1-4.jsonl',
        message: expect.stringMatching(
          /^The log tells of .* with coverage incremental and query 'outcome:failed'/,
        ),
      }),
    ]);
    await old.remove();
  });

  it('is sound after the key was changed', async () => {
    const before = log.key;
    log.append(3);
    await log.export();
    await log.publish();
    Object.assign(log.signer, { privateKey: generateNoteKey() });
    log.append(3);
    await log.export();
    await log.publish();
    await isSound(log.folder, [before, verifierKey(log.signer)]);
    await expect(verify()).resolves.toMatchObject({ outcome: 'broken' });
  });

  it('is sound in two storages below one folder, with other publications', async () => {
    log.append(3);
    await log.export();
    await log.publish();
    const other = await mkdtemp(join(tmpdir(), 'audit-log-two-'));
    await cp(
      join(log.folder, 'audit/_checkpoints'),
      join(other, 'b/_checkpoints'),
      {
        recursive: true,
      },
    );
    log.append(4);
    await log.export();
    await log.publish();
    await cp(join(log.folder, 'audit'), join(other, 'a'), { recursive: true });
    const { leaves } = await isSound(other);
    expect(leaves).toBe(7);
    await rm(other, { recursive: true });
  });

  it('is sound where a schedule was moved to another storage', async () => {
    log.append(3);
    await log.export();
    const [old] = [...log.schedules.values()];
    old.previous = {
      ...old.previous!,
      destination: 's3://old-bucket/audit/_1-3.jsonl.manifest.json',
    };
    const names = await readdir(join(log.folder, 'audit'));
    for (const name of names) {
      await rename(
        join(log.folder, 'audit', name),
        join(log.folder, `${name}-away`),
      );
    }
    log.append(3);
    await log.export();
    await log.publish();
    const { notes } = await isSound();
    expect(notes).toContainEqual(
      expect.stringContaining('goes on from s3://old-bucket/audit/'),
    );
  });

  it.each([
    ['of the same range', 'incremental', 'incremental', '_4-6', 3],
    ['of another window', 'window', 'window', '_6-6', 5],
    ['after an edit of its coverage', 'incremental', 'full', '_3-1-6', 3],
  ] as const)(
    'is sound where a run was given up whose manifest had arrived, for one %s',
    async (_, coverage, next, file, exported) => {
      log.append(3);
      await log.export({ coverage });
      log.append(2);
      await log.export({ coverage });
      const [schedule] = log.schedules.values();
      // The portal knows nothing of the second one.
      const { previous } = JSON.parse(
        await readFile(
          join(log.folder, 'audit/_4-5.jsonl.manifest.json'),
          'utf8',
        ),
      );
      Object.assign(schedule, { previous, exported });
      log.append(1);
      await log.export({ coverage: next });
      await log.publish();
      const { notes } = await isSound();
      expect(notes).toEqual([
        expect.stringMatching(
          new RegExp(`_4-5.*was given up: .*${file}.*signed both`),
        ),
      ]);
    },
  );

  it('is sound where an object stood from an attempt before retention', async () => {
    log.append(3);
    const name = await log.export();
    await log.publish();
    const file = manifestOf(name);
    const before = await readFile(join(log.folder, file), 'utf8');
    const sealed = log.seal({
      ...JSON.parse(before),
      ...{ rows: 2, firstSequence: '2' },
    });
    await log.write(file, sealed);
    const sha256 = (text: string) => hash('sha256', text, 'hex');
    await log.relist(new Map([[sha256(before), sha256(sealed)]]));
    const { notes } = await isSound();
    expect(notes).toEqual([
      expect.stringContaining('Begins with event 1, its manifest says 2'),
      expect.stringContaining('Has 3 rows, its manifest says 2'),
    ]);
  });

  it('is not there yet, and no alarm, before the first publication', async () => {
    log.append(3);
    await log.export({ checkpointOf: 4 });
    await expect(verify()).resolves.toMatchObject({
      outcome: 'unchecked',
      unchecked: [{ allow: 'unlisted' }],
      signedRows: 3,
    });
  });

  it('is nothing', async () => {
    await expect(verify()).resolves.toMatchObject({ outcome: 'unchecked' });
  });
});

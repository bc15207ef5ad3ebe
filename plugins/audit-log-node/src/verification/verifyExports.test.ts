import { hash } from 'node:crypto';
import { copyFile, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { canonicalJson, generateNoteKey, verifierKey } from '../integrity';
import { ExportedLog, manifestOf } from './__testUtils__/ExportedLog';
import { folderFiles } from './folderFiles';
import { VerifyExportsOptions, verifyExports } from './verifyExports';

describe('verifyExports', () => {
  let log: ExportedLog;
  /** Three exports of 3, 300 and 2 events, each under a checkpoint. */
  let objects: string[];

  beforeEach(async () => {
    log = await ExportedLog.create();
    objects = [];
    for (const [count, gzip] of [
      [3, false],
      [300, true],
      [2, false],
    ] as const) {
      // Of a portal that was upgraded meanwhile.
      log.append(count, count === 3 ? 1 : 2);
      objects.push(await log.export({ gzip }));
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
  const path = (name: string) => join(log.folder, name);
  const read = (name: string) => readFile(path(name));
  const found = async (options: Partial<VerifyExportsOptions> = {}) =>
    (await verify(options)).findings.map(
      ({ kind, file, message }) => `${kind} ${file}: ${message}`,
    );
  const leavesName = (from: number, to: number) =>
    `audit/_checkpoints/${[from, to]
      .map(each => String(each).padStart(16, '0'))
      .join('-')}.leaves`;
  const checkpointName = (size: number) =>
    `audit/_checkpoints/${String(size).padStart(16, '0')}.checkpoint`;

  /** Somebody changes the text of an object, and its manifest to match. */
  const rewrite = async (name: string, change: (text: string) => string) => {
    const text = change((await read(name)).toString());
    await log.write(name, text);
    const manifest = JSON.parse((await read(manifestOf(name))).toString());
    manifest.object.bytes = Buffer.byteLength(text);
    manifest.object.sha256 = hash('sha256', text, 'hex');
    await log.write(manifestOf(name), `${canonicalJson(manifest)}\n`);
  };

  it('finds sound what is sound, and says how much it is', async () => {
    await expect(verify()).resolves.toEqual({
      outcome: 'sound',
      findings: [],
      unchecked: [],
      notes: [],
      checkpoints: 6,
      leaves: 305,
      leavesWithoutRows: 0,
      manifests: 3,
      signedManifests: 3,
      objects: 3,
      comparedObjects: 0,
      rows: 305,
      provenRows: 305,
      signedRows: 0,
      ownRows: 0,
      schedules: [
        {
          id: expect.any(String),
          name: 'Nightly',
          queries: [''],
          manifests: 3,
          signedManifests: 3,
          fromSequence: '1',
          toSequence: '305',
          listedAt: '2026-11-22T11:05:00.000Z',
        },
      ],
    });
  });

  it('says which rows wait for a checkpoint', async () => {
    log.append(4);
    await log.export({ checkpointOf: 310 });
    await expect(verify()).resolves.toMatchObject({
      outcome: 'sound',
      notes: [
        expect.stringContaining('4 rows are not yet'),
        'No checkpoint vouches for leaves 306 to 309.',
      ],
      provenRows: 305,
      signedRows: 4,
      ownRows: 0,
    });
  });

  it('takes leaves from rows where none are published', async () => {
    log.append(4);
    await log.export();
    await expect(verify()).resolves.toMatchObject({
      outcome: 'sound',
      leaves: 309,
      provenRows: 309,
    });
  });

  it.each([0, 40, 2_000])('finds a flipped bit at byte %d', async at => {
    for (const name of [...objects, ...objects.map(manifestOf)]) {
      const sound = await read(name);
      const broken = Buffer.from(sound);
      const place = at % broken.length;
      broken[place] = broken[place] % 2 ? broken[place] - 1 : broken[place] + 1;
      await log.write(name, broken);
      const files = (await verify()).findings.map(({ file }) => file);
      expect(files.length).toBeGreaterThan(0);
      await log.write(name, sound);
    }
  });

  it('finds a row that was changed together with its manifest', async () => {
    await rewrite(objects[2], text =>
      text.replace('user:default/ada', 'user:default/bob'),
    );
    await expect(found()).resolves.toEqual([
      expect.stringContaining(
        `signature ${manifestOf(objects[2])}: It is not as the log signed it`,
      ),
      expect.stringMatching(/^missing .*305.exports: Run 3 of .* is gone/),
      `changed ${objects[2]}: Row 1, event 304, is not what its leaf hash says`,
    ]);
  });

  it('finds a row that was made anew, with salt and leaf hash', async () => {
    const other = await ExportedLog.create();
    other.append(305);
    const made = JSON.stringify(other.events[303]);
    await rewrite(objects[2], text => text.replace(/^.*/, made));
    await expect(found()).resolves.toContain(
      `rewritten ${
        objects[2]
      }: Row 1, event 304, is not the leaf of that place in ${leavesName(
        304,
        305,
      )}`,
    );
    await other.remove();
  });

  it('finds a row that is gone', async () => {
    await rewrite(objects[2], text => text.replace(/^.*\n/, ''));
    const messages = await found();
    expect(messages).toContain(
      `changed ${objects[2]}: Begins with event 305, its manifest says 304`,
    );
    expect(messages).toContain(
      `missing ${objects[2]}: Has 1 rows, its manifest says 2`,
    );
  });

  it('finds a row that stands twice', async () => {
    await rewrite(objects[2], text => text.replace(/^(.*\n)/, '$1$1'));
    await expect(found()).resolves.toContain(
      `repeated ${objects[2]}: Row 2, event 304, comes after event 304`,
    );
  });

  it('finds an object that was cut', async () => {
    const bytes = await read(objects[1]);
    await log.write(objects[1], bytes.subarray(0, bytes.length / 2));
    await expect(found()).resolves.toEqual([
      expect.stringContaining(`changed ${objects[1]}: Has `),
      expect.stringContaining(`changed ${objects[1]}: Is not the object`),
      expect.stringContaining(`malformed ${objects[1]}: Can't be read after`),
    ]);
  });

  it('finds objects that were swapped', async () => {
    const [first, , third] = objects.map(path);
    await rename(first, `${first}.away`);
    await rename(third, first);
    await rename(`${first}.away`, third);
    const files = new Set((await verify()).findings.map(({ file }) => file));
    expect(files).toEqual(new Set([objects[0], objects[2]]));
  });

  it('finds an object that is gone', async () => {
    await rm(path(objects[1]));
    await expect(found()).resolves.toEqual([
      `missing ${manifestOf(objects[1])}: Its object is not there`,
    ]);
  });

  it('finds a whole run that is gone', async () => {
    await rm(path(objects[1]));
    await rm(path(manifestOf(objects[1])));
    await expect(found()).resolves.toEqual([
      expect.stringContaining(
        `missing ${manifestOf(objects[2])}: The manifest before it`,
      ),
      expect.stringMatching(/^missing .*303.exports: Run 2 of .* is gone/),
    ]);
  });

  it('finds that the oldest run is gone, unless that may be', async () => {
    await rm(path(objects[0]));
    await rm(path(manifestOf(objects[0])));
    await expect(found()).resolves.toEqual([
      expect.stringContaining('is missing'),
      expect.stringMatching(/^missing .*003.exports: Run 1 of .* is gone/),
    ]);
    await expect(found({ allow: ['missing-oldest'] })).resolves.toEqual([]);
  });

  it('finds a run that stands twice', async () => {
    const copy = `${objects[2]}.copy`;
    await copyFile(path(objects[2]), path(copy));
    await copyFile(path(manifestOf(objects[2])), path(manifestOf(copy)));
    await expect(found()).resolves.toEqual([
      expect.stringMatching(/^repeated .*Run 3 has another manifest/),
    ]);
  });

  it('finds leaves that were changed', async () => {
    const bytes = await read(leavesName(4, 303));
    bytes[10 * 32] += 1;
    await log.write(leavesName(4, 303), bytes);
    const messages = await found();
    expect(messages).toContain(
      `rewritten ${checkpointName(
        303,
      )}: The first 303 leaves have another root than the log signed; they were changed after leaf 3`,
    );
    expect(messages).toContain(
      `rewritten ${
        objects[1]
      }: Row 11, event 14, is not the leaf of that place in ${leavesName(
        4,
        303,
      )}`,
    );
  });

  it('finds leaves that are gone', async () => {
    await rm(path(leavesName(4, 303)));
    const messages = await found();
    expect(messages).toContain(
      `missing ${leavesName(304, 305)}: Leaves 4 to 303 before it are missing`,
    );
    expect(messages).toContain(
      `missing ${checkpointName(303)}: The leaves up to 303 are not there`,
    );
  });

  it('finds a log that was rolled back, by a checkpoint kept elsewhere', async () => {
    log.append(5);
    const kept = { file: 'kept.checkpoint', note: log.checkpoint() };
    const verifyWith = async (fetchedAt?: string) =>
      verify({
        keptCheckpoints: [
          { ...kept, ...(fetchedAt && { fetchedAt: new Date(fetchedAt) }) },
        ],
        now: new Date('2026-11-22T14:00:00.000Z'),
      });
    const message = expect.stringContaining(
      'The log signed 310 leaves, and only 305 are there',
    );
    // It may be on its way, for two hours from when it was fetched.
    for (const fetchedAt of [undefined, '2026-11-22T12:00:00.000Z']) {
      await expect(verifyWith(fetchedAt)).resolves.toMatchObject({
        outcome: 'unchecked',
        unchecked: [{ file: 'kept.checkpoint', message }],
      });
    }
    await expect(verifyWith('2026-11-22T11:59:59.999Z')).resolves.toMatchObject(
      {
        outcome: 'broken',
        findings: [{ kind: 'missing', file: 'kept.checkpoint', message }],
      },
    );
    await log.publish();
    await expect(found({ keptCheckpoints: [kept] })).resolves.toEqual([]);
  });

  it('finds a log that was written anew with the right key', async () => {
    const kept = { file: 'kept.checkpoint', note: log.checkpoint(303) };
    const forged = await ExportedLog.create();
    Object.assign(forged.signer, log.signer);
    forged.append(305);
    await forged.export();
    await forged.publish();
    const files = folderFiles(forged.folder);
    await expect(found({ files })).resolves.toEqual([]);
    await expect(found({ files, keptCheckpoints: [kept] })).resolves.toEqual([
      expect.stringContaining('rewritten kept.checkpoint: The first 303'),
    ]);
    await forged.remove();
  });

  it('takes no checkpoint that somebody else signed', async () => {
    const other = verifierKey({
      name: log.signer.name,
      privateKey: generateNoteKey(),
    });
    const { findings, provenRows } = await verify({ verifierKeys: [other] });
    expect(provenRows).toBe(0);
    expect(new Set(findings.map(({ kind }) => kind))).toEqual(
      new Set(['signature']),
    );
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['other JSON', '{"version":1}\n'],
    ['a number', '1e999\n'],
    ['deep JSON', '['.repeat(100_000)],
  ])('finds a manifest of %s', async (_, text) => {
    await log.write('audit/_stranger.jsonl.manifest.json', text);
    await expect(found()).resolves.toEqual([
      expect.stringContaining(
        'malformed audit/_stranger.jsonl.manifest.json: The manifest can',
      ),
    ]);
  });

  it.each([
    ['manifest', () => manifestOf(objects[1])],
    ['object', () => objects[1]],
    ['checkpoint', () => checkpointName(303)],
    ['list', () => checkpointName(303).replace(/checkpoint$/, 'exports')],
    ['leaves', () => leavesName(4, 303)],
  ])(
    'goes on with the rest where a file can not be read: %s',
    async (_, of) => {
      const files = folderFiles(log.folder);
      const fail = (name: string) => {
        if (name === of()) {
          throw new Error('EACCES: permission denied');
        }
      };
      await rm(path(objects[0]));
      const { findings, unchecked } = await verify({
        files: {
          ...files,
          async *read(name) {
            fail(name);
            yield* files.read(name);
          },
          async readAt(name, start, length) {
            fail(name);
            return files.readAt(name, start, length);
          },
        },
      });
      expect(unchecked).toContainEqual({
        file: of(),
        message: "It can't be read: EACCES: permission denied",
      });
      expect(findings).toContainEqual(
        expect.objectContaining({
          kind: 'missing',
          file: manifestOf(objects[0]),
        }),
      );
    },
  );

  it('holds no row in memory that is longer than any', async () => {
    await log.write(objects[1], gzipSync(Buffer.alloc(17 * 1024 * 1024, 'x')));
    await expect(found()).resolves.toContain(
      `malformed ${objects[1]}: Can't be read after row 0: a row has more than 16777216 characters, which none has`,
    );
  });

  it('does not alarm because of files of others', async () => {
    await log.write('README.txt', 'ours');
    await expect(verify()).resolves.toMatchObject({
      findings: [],
      notes: [expect.stringContaining('for instance README.txt')],
    });
  });
});

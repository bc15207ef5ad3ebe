import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { signNote } from '../integrity';
import { ExportedLog, manifestOf } from './__testUtils__/ExportedLog';
import { runCommand } from './command';
import { folderFiles } from './folderFiles';
import { verifyExports } from './verifyExports';

/** What this software can't know, since it is of a later one. */
describe('verifyExports of a newer log', () => {
  let log: ExportedLog;
  /** Three exports, the second of which is made newer. */
  let objects: string[];
  beforeEach(async () => {
    log = await ExportedLog.create();
    objects = [];
    for (const count of [3, 4, 2]) {
      log.append(count);
      objects.push(await log.export());
      await log.publish();
    }
  });
  afterEach(() => log.remove());

  const verify = () =>
    verifyExports({ files: folderFiles(log.folder), verifierKeys: [log.key] });
  const read = async (name: string) =>
    (await readFile(join(log.folder, name))).toString();

  /**
   * A run that a newer portal wrote, and the manifests after it: what it says
   * itself and what follows it fit together, as they would.
   */
  async function rewrite(options: {
    change?: (text: string) => string;
    manifest?: (manifest: any) => void;
  }) {
    const { change = text => text } = options;
    await log.write(objects[1], change(await read(objects[1])));
    let previous: string | undefined;
    const replaced = new Map<string, string>();
    for (const name of objects.slice(1)) {
      const before = await read(manifestOf(name));
      const manifest = JSON.parse(before);
      const text = await read(name);
      manifest.object.bytes = Buffer.byteLength(text);
      manifest.object.sha256 = hash('sha256', text, 'hex');
      if (previous) {
        manifest.previous.sha256 = previous;
      } else {
        options.manifest?.(manifest);
      }
      const written = log.seal(manifest);
      await log.write(manifestOf(name), written);
      previous = hash('sha256', written, 'hex');
      replaced.set(hash('sha256', before, 'hex'), previous);
    }
    await log.relist(replaced);
  }

  /** A leaf of version 3: everything else may be different, too. */
  const leavesOfVersion3 = (text: string) =>
    text.replaceAll(
      /^.*"leafVersion":2.*$/gm,
      '{"leafVersion":3,"facts":{"sequence":4},"leafHash":"?"}',
    );

  const checkpoint = 'audit/_checkpoints/0000000000000007.checkpoint';
  const publication =
    'audit/_checkpoints/0000000000000010-0000000000000011.zip';

  const cases: [string, () => Promise<unknown>, string, RegExp][] = [
    [
      'leaves of version 3',
      () => rewrite({ change: leavesOfVersion3 }),
      'object',
      /4 rows with leaves up to version 3.* up to 2/,
    ],
    [
      'one leaf of version 3',
      () =>
        rewrite({
          change: text => text.replace(/.*\n/, '{"leafVersion":3}\n'),
        }),
      'object',
      /1 rows with leaves up to version 3/,
    ],
    [
      'JSON Lines of version 4',
      () =>
        rewrite({
          change: () => 'whatever they are\n',
          manifest: ({ object }) => (object.formatVersion = 4),
        }),
      'object',
      /format is jsonl, version 4.* up to 3/,
    ],
    [
      'CSV of version 3',
      () =>
        rewrite({
          manifest: ({ object }) =>
            Object.assign(object, { format: 'csv', formatVersion: 3 }),
        }),
      'object',
      /format is csv, version 3.* up to 2/,
    ],
    [
      'a format of a module',
      () => rewrite({ manifest: ({ object }) => (object.format = 'avro') }),
      'object',
      /format is avro, version 3.*knows jsonl, csv, parquet, ocsf/,
    ],
    [
      'another compression',
      () =>
        rewrite({
          change: () => 'bytes',
          manifest: ({ object }) => (object.compression = 'brotli'),
        }),
      'object',
      /compression is brotli/,
    ],
    [
      'a manifest of version 3',
      () =>
        rewrite({
          manifest: manifest => {
            for (const member of Object.keys(manifest)) {
              delete manifest[member];
            }
            Object.assign(manifest, { version: 3, signed: ['otherwise'] });
          },
        }),
      'manifest',
      /manifest has version 3.* up to 2/,
    ],
    [
      'a checkpoint of another form',
      () =>
        log.write(
          checkpoint,
          signNote(`${log.signer.name}\nmerkle mountain range\n`, log.signer),
        ),
      'checkpoint',
      /The log signed it, and it is no checkpoint/,
    ],
    [
      'leaves in another form',
      () => log.write(publication, gzipSync('hashes')),
      'publication',
      /published beside checkpoints/,
    ],
  ];
  it.each(cases)('can not check %s', async (_, make, place, message) => {
    await make();
    const file = {
      object: objects[1],
      manifest: manifestOf(objects[1]),
      checkpoint,
      publication,
    }[place]!;
    const report = await verify();
    expect(report).toMatchObject({
      outcome: 'unchecked',
      findings: [],
      unchecked: [{ file, message: expect.stringMatching(message) }],
    });
    const lines: string[] = [];
    const code = await runCommand(['verify', log.folder, '--key', log.key], {
      write: text => lines.push(text),
      writeError: text => lines.push(text),
    });
    expect(code).toBe(2);
    expect(lines.join('')).toContain(`COULD NOT CHECK  ${file}: `);
    expect(lines.join('')).toContain('Could not check all of it: 1 part left');
  });

  it.each(cases)('finds what is broken beside %s', async (_, make) => {
    await make();
    const text = await read(objects[0]);
    await log.write(objects[0], text.replace('user:default', 'user:other'));
    await expect(verify()).resolves.toMatchObject({
      outcome: 'broken',
      unchecked: [expect.anything()],
    });
  });

  it('finds that an object of a newer format was changed', async () => {
    await rewrite({ manifest: ({ object }) => (object.formatVersion = 4) });
    await log.write(objects[1], `${await read(objects[1])} `);
    await expect(verify()).resolves.toMatchObject({ outcome: 'broken' });
  });

  it('takes no manifest for one that is named', async () => {
    await rewrite({ manifest: manifest => (manifest.version = 3) });
    const name = manifestOf(objects[1]);
    await log.write(name, (await read(name)).replace('Nightly', 'Daily'));
    const { outcome, findings } = await verify();
    expect(outcome).toBe('broken');
    expect(findings).toContainEqual(
      expect.objectContaining({
        kind: 'missing',
        file: manifestOf(objects[2]),
      }),
    );
  });

  it.each(['version', 'formatVersion'])(
    'is no newer log by a bad %s',
    async at => {
      for (const bad of [0, -1, 1.5, '3', null, {}]) {
        await rewrite({
          manifest: manifest =>
            Object.assign(at === 'version' ? manifest : manifest.object, {
              [at]: bad,
            }),
        });
        await expect(verify()).resolves.toMatchObject({ outcome: 'broken' });
      }
    },
  );

  it.each([
    ['without its last line feed', (text: string) => text.slice(0, -1)],
    ['with a blank line', (text: string) => text.replace('\n', '\n\n')],
    ['with a carriage return', (text: string) => text.replace('\n', '\r\n')],
    [
      'in another order',
      (text: string) =>
        text
          .split(/(?<=\n)/)
          .reverse()
          .join(''),
    ],
  ])('finds JSON Lines %s', async (_, change) => {
    await rewrite({ change });
    await expect(verify()).resolves.toMatchObject({ outcome: 'broken' });
  });

  it('finds a byte that is no text where U+FFFD stood', async () => {
    const text = (await read(objects[1])).replace(
      '"plugin":"',
      '"plugin":"\u00ff',
    );
    const bytes = Buffer.from(text, 'latin1');
    await log.write(objects[1], bytes);
    const { findings } = await verify();
    expect(findings).toContainEqual(
      expect.objectContaining({ kind: 'malformed', file: objects[1] }),
    );
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Archive } from './__testUtils__/Archive';
import { tamperings } from './__testUtils__/tamperings';
import { folderFiles } from './folderFiles';
import { verifyExports } from './verifyExports';

jest.setTimeout(180_000);

const root = resolve(__dirname, '../../../..');
const example = join(root, 'docs/examples/integrity');
const exampleKey = join(example, 'verifier.key');

describe('docs/examples/integrity', () => {
  it('is sound', async () => {
    await expect(
      verifyExports({
        files: folderFiles(example),
        verifierKeys: [readFileSync(exampleKey, 'utf8').trim()],
      }),
    ).resolves.toMatchObject({
      outcome: 'sound',
      rows: 7,
      provenRows: 7,
      leavesWithoutRows: 1,
      signedManifests: 3,
    });
  });
});

/** In CI the tests fail instead; on a user's machine they are left out. */
const isLeftOut =
  Boolean(process.env.OPTIONAL_TEST_SERVERS) &&
  spawnSync('python3', ['--version']).status !== 0;

(isLeftOut ? describe.skip : describe)(
  'a verifier that was written from docs/integrity.md',
  () => {
    let folder: string;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'audit-log-second-'));
    });
    afterAll(() => rmSync(folder, { recursive: true }));

    /** What it says of folders, in their order. */
    function outcomes(folders: string[], key: string): number[] {
      const script = join(root, 'tests/second-verifier/verify.py');
      const { stdout, stderr } = spawnSync(
        'python3',
        [script, ...folders, key],
        { encoding: 'utf8', maxBuffer: 100_000_000 },
      );
      expect(stderr).toBe('');
      return /^OUTCOMES (.*)$/m.exec(stdout)![1].split(' ').map(Number);
    }

    async function write(archive: Archive, name: string): Promise<string> {
      for (const [file, bytes] of archive.files) {
        const path = join(folder, name, file);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, bytes);
      }
      await mkdir(join(folder, name), { recursive: true });
      return join(folder, name);
    }

    it('agrees on the examples', () => {
      expect(outcomes([example], exampleKey)).toEqual([0]);
    });

    it('agrees on what is genuine, and on every way to tamper', async () => {
      const archive = await Archive.create({ version: 2, schedules: 'one' });
      const key = join(folder, 'verifier.key');
      await writeFile(key, archive.log.key);
      const object = archive.objects.get('Nightly')!.at(-1)!;
      const folders = [await write(archive, 'genuine')];
      const names: string[] = [];
      for (const { name, on, change } of tamperings) {
        const copy = archive.copy();
        if (on.includes('Nightly')) {
          change(copy, object, 'Nightly');
        }
        if (!copy.isAs(archive)) {
          folders.push(await write(copy, String(names.length)));
          names.push(name);
        }
      }
      expect(names.length).toBeGreaterThan(90);
      const [genuine, ...tampered] = outcomes(folders, key);
      expect(genuine).toBe(0);
      expect(names.filter((_, at) => tampered[at] === 0)).toEqual([]);
    });
  },
);

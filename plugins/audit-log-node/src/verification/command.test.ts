import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExportedLog } from './__testUtils__/ExportedLog';
import { runCommand } from './command';

describe('audit-log verify', () => {
  let log: ExportedLog;
  beforeEach(async () => {
    log = await ExportedLog.create();
    log.append(3);
    await log.export({ gzip: true });
    await log.publish();
  });
  afterEach(() => log.remove());

  /** What begins with a brace is the standard input. */
  const run = async (...all: string[]) => {
    let output = '';
    let errors = '';
    const args = all.filter(each => !each.startsWith('{'));
    const code = await runCommand(args, {
      read: async () => all.find(each => each.startsWith('{')) ?? '',
      write: text => (output += text),
      writeError: text => (errors += text),
    });
    return { code, output, errors };
  };

  it('ends with 0 and says what was checked', async () => {
    const { code, output } = await run('verify', log.folder, '--key', log.key);
    expect(code).toBe(0);
    expect(output).toContain('3 leaves, 1 manifests, 1 objects');
    expect(output).toContain('Sound.');
  });

  it('reads keys from a file', async () => {
    const file = join(log.folder, 'keys.txt');
    await writeFile(file, `\n${log.key}\n`);
    const { code } = await run('verify', log.folder, '--key', file);
    expect(code).toBe(0);
  });

  it('ends with 1 and says what is broken', async () => {
    await rm(join(log.folder, 'audit/1-3.jsonl.gz'));
    const { code, output } = await run('verify', log.folder, '--key', log.key);
    expect(code).toBe(1);
    expect(output).toContain(
      'BROKEN missing   audit/_1-3.jsonl.gz.manifest.json: Its object is not there',
    );
    expect(output).toContain('Broken: 1 finding.');
  });

  it('takes a kept checkpoint with line feeds of a terminal at its end', async () => {
    const file = join(log.folder, 'kept');
    await writeFile(file, `${log.checkpoint()}\n\n`);
    const all = ['verify', log.folder, '--key', log.key];
    expect(await run(...all, '--checkpoint', file)).toMatchObject({ code: 0 });
  });

  it('ends with 2 where a kept checkpoint is none', async () => {
    const file = join(log.folder, 'kept.json');
    await writeFile(file, JSON.stringify({ notes: log.checkpoint() }));
    const all = ['verify', log.folder, '--key', log.key];
    expect(await run(...all, '--checkpoint', file)).toMatchObject({
      code: 2,
      errors: expect.stringContaining(`no signed checkpoint in '${file}'`),
    });
  });

  it.each([
    ['the note', (note: string) => note],
    [
      'one with line feeds of Windows',
      (note: string) => note.replaceAll('\n', '\r\n'),
    ],
    ['a checkpoint of a list', (note: string) => JSON.stringify({ note })],
    [
      'the answer of the portal',
      (note: string) =>
        JSON.stringify({ checkpoint: { note }, verifierKeys: [] }),
    ],
  ])('takes %s for a kept checkpoint', async (_, textOf) => {
    const file = join(log.folder, 'kept');
    await writeFile(file, textOf(log.checkpoint()));
    const all = ['verify', log.folder, '--key', log.key];
    expect(await run(...all, '--checkpoint', file)).toMatchObject({ code: 0 });
  });

  it('keeps a checkpoint, and tells what is late from what is not there yet', async () => {
    const file = join(log.folder, 'kept.json');
    log.append(1);
    const answer = JSON.stringify({ checkpoint: { note: log.checkpoint() } });
    const keep = await run(answer, 'checkpoint', '--keep', file);
    expect(keep).toMatchObject({ code: 0 });
    const all = ['verify', log.folder, '--key', log.key];
    const kept = ['--checkpoint', file];
    expect(await run(...all, ...kept)).toMatchObject({
      code: 2,
      output: expect.stringContaining('within two hours'),
    });
    const { fetchedAt, ...rest } = JSON.parse(await readFile(file, 'utf8'));
    const earlier = Date.parse(fetchedAt) - 3 * 3_600_000;
    await writeFile(
      file,
      JSON.stringify({ ...rest, fetchedAt: new Date(earlier).toISOString() }),
    );
    expect(await run(...all, ...kept)).toMatchObject({ code: 1 });
    expect(await run(answer, 'checkpoint', '--keep', file)).toMatchObject({
      code: 2,
      errors: expect.stringContaining('EEXIST'),
    });
  });

  it('answers in JSON', async () => {
    const all = ['verify', log.folder, '--key', log.key, '--json'];
    const { output } = await run(...all);
    expect(JSON.parse(output)).toMatchObject({
      outcome: 'sound',
      findings: [],
      unchecked: [],
      rows: 3,
    });
  });

  it.each([
    ['no command', [], 'Usage'],
    ['another command', ['prove', '.'], 'Usage'],
    ['two folders', ['verify', 'a', 'b'], 'Usage'],
    ['a bucket', ['verify', 's3://bucket/audit', '--key', 'x'], 'is no folder'],
    ['no file to keep it in', ['checkpoint'], 'Usage'],
    ['nothing to keep', ['checkpoint', '--keep', 'x'], 'the standard input'],
    ['no key', ['verify', '.'], 'Give --key'],
    ['no such option', ['verify', '.', '--fast'], '--fast'],
    ['a key that is none', ['verify', '.', '--key', 'x'], 'Invalid verifier'],
    [
      'a key that is a folder',
      ['verify', '.', '--key', '.'],
      'Invalid verifier',
    ],
  ])('ends with 2 where there is %s', async (_, args, message) => {
    const { code, errors } = await run(...args);
    expect(code).toBe(2);
    expect(errors).toContain(message);
  });

  it('ends with 2 where there is no such folder, or nothing in it', async () => {
    const key = ['--key', log.key];
    const missing = await run('verify', join(log.folder, 'no'), ...key);
    expect(missing).toMatchObject({
      code: 2,
      errors: expect.stringContaining('ENOENT'),
    });
    await rm(join(log.folder, 'audit'), { recursive: true });
    const empty = await run('verify', log.folder, ...key);
    expect(empty).toMatchObject({
      code: 2,
      errors: expect.stringContaining('There are no exports'),
    });
  });
});

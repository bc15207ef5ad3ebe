import { rm, writeFile } from 'node:fs/promises';
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

  const run = async (...args: string[]) => {
    let output = '';
    let errors = '';
    const code = await runCommand(args, {
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
    await writeFile(file, JSON.stringify({ note: log.checkpoint() }));
    const all = ['verify', log.folder, '--key', log.key];
    expect(await run(...all, '--checkpoint', file)).toMatchObject({
      code: 2,
      errors: expect.stringContaining(`no signed checkpoint in '${file}'`),
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

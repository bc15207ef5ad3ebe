import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { folderFiles } from './folderFiles';
import { reportText } from './reportText';
import { verifyExports } from './verifyExports';

const USAGE = `Usage: audit-log verify <folder> --key <key> [options]

Checks a folder of exports, as copied from a storage, without a server or a
database.

  --key <key>             the log's verifier key, <name>+<id>+<key>, or a file
                          with one in each line; may be repeated
  --checkpoint <file>     a signed checkpoint that you kept elsewhere: shows
                          whether the log was rolled back; may be repeated
  --allow-missing-oldest  the oldest exports may be gone, as after a storage's
                          own retention
  --json                  the report as JSON

Exit code: 0 sound, 1 broken, 2 could not check: nothing that was checked is
wrong, and the report names what could not be, for instance since it was written
by a newer version.`;

/** What the process offers to the command. @public */
export interface CommandEnvironment {
  write(text: string): void;
  writeError(text: string): void;
}

const exitCodes = { sound: 0, broken: 1, unchecked: 2 } as const;

/** Bad arguments, or nothing that could be checked. */
class CannotCheckError extends Error {}

/**
 * The command `audit-log`.
 *
 * @param args - without the names of the program and the script
 * @returns the exit code: 0 sound, 1 broken, 2 could not check
 *
 * @public
 */
export async function runCommand(
  args: string[],
  environment: CommandEnvironment,
): Promise<0 | 1 | 2> {
  try {
    return await run(args, environment);
  } catch (error) {
    environment.writeError(`${(error as Error).message}\n`);
    return 2;
  }
}

async function run(
  args: string[],
  { write }: CommandEnvironment,
): Promise<0 | 1 | 2> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      checkpoint: { type: 'string', multiple: true, default: [] },
      'allow-missing-oldest': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    write(`${USAGE}\n`);
    return 0;
  }
  const [verb, folder, ...more] = positionals;
  if (verb !== 'verify' || !folder || more.length > 0) {
    throw new CannotCheckError(USAGE);
  }
  const verifierKeys = (await Promise.all(values.key.map(readKeys))).flat();
  if (verifierKeys.length === 0) {
    throw new CannotCheckError(
      'Give --key, the verifier key of the log: without it anybody could have signed the checkpoints.',
    );
  }
  const report = await verifyExports({
    files: folderFiles(folder),
    verifierKeys,
    keptCheckpoints: await Promise.all(values.checkpoint.map(readNote)),
    mayLackOldest: values['allow-missing-oldest'],
  });
  const isEmpty =
    report.findings.length === 0 && report.checkpoints + report.manifests === 0;
  if (isEmpty) {
    throw new CannotCheckError(
      `There are no exports in '${folder}', expected checkpoints or manifests somewhere below it.`,
    );
  }
  write(
    values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report),
  );
  return exitCodes[report.outcome];
}

/** A terminal's own line feeds at the end are no part of a note. */
async function readNote(file: string) {
  const note = (await readFile(file, 'utf8')).replace(/\n+$/, '\n');
  if (!/\n\n(?:\u2014 [^\n]+\n)+$/.test(note)) {
    throw new CannotCheckError(
      `There is no signed checkpoint in '${file}', expected the text of 'checkpoint.note' alone.`,
    );
  }
  return { file, note };
}

async function readKeys(value: string): Promise<string[]> {
  const isFile = statSync(value, { throwIfNoEntry: false })?.isFile();
  const text = isFile ? await readFile(value, 'utf8') : value;
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

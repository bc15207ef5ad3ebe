import { statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { folderFiles } from './folderFiles';
import { CannotCheckError, parseKept } from './parseKept';
import { reportText } from './reportText';
import { allowances } from './types';
import { verifyExports } from './verifyExports';

const USAGE = `Usage: audit-log verify <folder> --key <key> [options]
       audit-log checkpoint --keep <file>

verify checks a folder of exports, as copied from a storage, without a server or
a database.

  --key <key>             the log's verifier key, <name>+<id>+<key>, or a file
                          with one in each line; may be repeated
  --checkpoint <file>     a signed checkpoint that you kept elsewhere: shows
                          whether the log was rolled back; may be repeated
  --allow-missing-oldest  the oldest exports may be gone, as after a storage's
                          own retention
  --allow-unpublished     the newest rows may be in no published tree yet
  --allow-unsigned        nothing signed has to say what manifests say, as with
                          exports of the first release
  --allow-unlisted        no signed list has to say where exports end
  --json                  the report as JSON

checkpoint reads what GET /v1/integrity/checkpoint answers from the standard
input, and keeps the signed checkpoint with the present time in a new file.

Exit code: 0 sound, all of it was proven; 1 broken; 2 could not check: nothing
that was checked is wrong, and the report names what could not be, for instance
since it was written by a newer version.`;

/** What the process offers to the command. @public */
export interface CommandEnvironment {
  write(text: string): void;
  writeError(text: string): void;
  /** The standard input. */
  read?(): Promise<string>;
}

const exitCodes = { sound: 0, broken: 1, unchecked: 2 } as const;

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
  environment: CommandEnvironment,
): Promise<0 | 1 | 2> {
  const { write } = environment;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      checkpoint: { type: 'string', multiple: true, default: [] },
      'allow-missing-oldest': { type: 'boolean', default: false },
      'allow-unpublished': { type: 'boolean', default: false },
      'allow-unsigned': { type: 'boolean', default: false },
      'allow-unlisted': { type: 'boolean', default: false },
      keep: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    write(`${USAGE}\n`);
    return 0;
  }
  const [verb, folder, ...more] = positionals;
  if (verb === 'checkpoint' && values.keep && positionals.length === 1) {
    await keep(values.keep, environment);
    return 0;
  }
  if (verb !== 'verify' || !folder || more.length > 0) {
    throw new CannotCheckError(USAGE);
  }
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(folder)) {
    throw new CannotCheckError(
      `'${folder}' is no folder: copy the exports to one first, with the command of your cloud.`,
    );
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
    allow: allowances.filter(each => values[`allow-${each}`]),
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

async function keep(file: string, { write, read }: CommandEnvironment) {
  const text = (await read?.()) ?? '';
  const { note } = parseKept(text, 'the standard input');
  const kept = { fetchedAt: new Date().toISOString(), note };
  // A checkpoint that was kept is not replaced by another one.
  await writeFile(file, `${JSON.stringify(kept)}\n`, { flag: 'wx' });
  write(
    `Kept in '${file}'; it says nothing to anybody but what the log signed.\n`,
  );
}

async function readNote(file: string) {
  return { file, ...parseKept(await readFile(file, 'utf8'), `'${file}'`) };
}

async function readKeys(value: string): Promise<string[]> {
  const isFile = statSync(value, { throwIfNoEntry: false })?.isFile();
  const text = isFile ? await readFile(value, 'utf8') : value;
  return text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '');
}

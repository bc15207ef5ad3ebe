import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const NOTE_FILE = 'log.json';

/**
 * Says of which log a folder of the journal is. It lies in the folder of each
 * process; those of the first release have none.
 */
export interface LogNote {
  /** Tells the configured database from others. */
  database: string;
  /** The id that the log has in its database; null until it is known. */
  log: string | null;
}

/** Put in place whole or not at all, and only where it says something new. */
export function writeLogNote(folder: string, note: LogNote): void {
  const path = join(folder, NOTE_FILE);
  const text = JSON.stringify({ v: 1, ...note });
  if (readText(path) !== text) {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
}

/** Undefined where there is none that can be read. */
export function readLogNote(folder: string): LogNote | undefined {
  try {
    const { database, log } = JSON.parse(readText(join(folder, NOTE_FILE))!);
    return typeof database === 'string' &&
      (log === null || typeof log === 'string')
      ? { database, log }
      : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a folder that a dead process left is of our log.
 *
 * @remarks
 * The ids decide where both are known. A process that died before it knew its
 * log had a database configured, which decides then.
 *
 * @param theirs - undefined where the folder has no note
 * @param takesUnsaid - whether it may be ours all the same
 */
export function isOfOurLog(
  theirs: LogNote | undefined,
  ours: LogNote,
  takesUnsaid: boolean,
): boolean {
  if (!theirs) {
    return takesUnsaid;
  }
  return theirs.log !== null && ours.log !== null
    ? theirs.log === ours.log
    : theirs.database === ours.database;
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

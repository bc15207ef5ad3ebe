import { Config } from '@backstage/config';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { PluginDatabase, readPlain, readPlainText } from '../config';

const NAME = 'audit-log-journal';
const PREFIX = `backstage-${NAME}-`;

/** Where the journal is, and what it is the journal of. */
export interface JournalPlace {
  folder: string;
  /** Tells the database of the log from others, as far as is configured. */
  database: string;
  /**
   * Where the journal was by default before it was named after the database;
   * undefined where it is the same folder.
   */
  formerFolder: string | undefined;
  /** How the folders of other databases beside it begin. */
  siblingPrefix: string | undefined;
}

/**
 * By default beside the file of the database; where it has none, in the folder
 * for temporary files, named after the database.
 *
 * @remarks
 * What was not appended must be found again by the next process of the portal,
 * whatever address it has then, and wherever it is started from.
 */
export function journalPlace(options: {
  config: Config;
  database: PluginDatabase;
  /** `auditLog.recording.journal.folder` */
  folder: string | undefined;
}): JournalPlace {
  const { config, database, folder } = options;
  const hash = digest(database.identity, 16);
  if (folder) {
    return {
      folder: resolve(folder),
      database: hash,
      formerFolder: undefined,
      siblingPrefix: undefined,
    };
  }
  const found = database.file
    ? join(dirname(database.file), NAME)
    : join(temporaryFolder(config), `${PREFIX}${hash}`);
  const former = formerDefault(config);
  return {
    folder: found,
    database: hash,
    formerFolder: former === found ? undefined : former,
    siblingPrefix: database.file ? undefined : PREFIX,
  };
}

function formerDefault(config: Config): string {
  const directory = readPlainText(
    config,
    'backend.database.connection.directory',
  );
  if (directory) {
    return resolve(directory, NAME);
  }
  const baseUrl = readPlain(config, 'backend.baseUrl');
  return join(
    temporaryFolder(config),
    `${PREFIX}${digest(`${baseUrl} ${process.cwd()}`, 8)}`,
  );
}

function temporaryFolder(config: Config): string {
  return resolve(readPlainText(config, 'backend.workingDirectory') ?? tmpdir());
}

function digest(text: string, length: number): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}

/** Portals of several databases may share the folder. */
export function knowledgePath(place: JournalPlace): string {
  return join(place.folder, `knowledge-${place.database}.json`);
}

/** Events put aside in the former folder are kept in the present one. */
export function takeOverQuarantine(place: JournalPlace): void {
  const { folder, formerFolder } = place;
  if (!formerFolder) {
    return;
  }
  try {
    const from = join(formerFolder, 'quarantine');
    const names = readdirSync(from);
    const to = join(folder, 'quarantine');
    mkdirSync(to, { recursive: true, mode: 0o700 });
    names.forEach(name => renameSync(join(from, name), join(to, name)));
  } catch {
    // There is none, as a rule. Else it stays where it is.
  }
}

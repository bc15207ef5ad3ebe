import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { FileJournal } from './FileJournal';
import { PROCESS_PREFIX, UnknownOutcome, adoptJournals } from './adopt';
import { LogNote } from './logNote';
import { HEARTBEAT_MS, beat, claimFolder } from './owner';

/** How often the journals of processes that died meanwhile are looked for. */
const ADOPT_EVERY_MS = 60_000;
/** When it is looked again where another process is at it. */
const ADOPT_AGAIN_MS = 1_000;

/** What a {@link JournalKeeper} is made of. */
export interface JournalKeeperOptions {
  /** Shared by all processes of this portal on this machine. */
  folder: string;
  maxBytes: number;
  /** Tells the configured database of the log from others. */
  database?: string;
  /** Where the journal was before; what is left there is taken over, too. */
  formerFolder?: string;
  /**
   * Folders beside `folder` whose names begin so may be journals of the same
   * log, under the former name of its database.
   */
  siblingPrefix?: string;
  /** Epoch milliseconds. */
  now(): number;
}

/**
 * Keeps the journal of this process: tells others that it is alive, and takes
 * over the journals of those that are not.
 */
export class JournalKeeper {
  readonly journal: FileJournal;
  readonly #options: JournalKeeperOptions;
  readonly #ownFolder: string;
  #note: LogNote;
  #onUnknown: (outcomes: UnknownOutcome[]) => void = () => {};
  #timers: NodeJS.Timeout[] = [];
  #again: NodeJS.Timeout | undefined;

  constructor(options: JournalKeeperOptions) {
    this.#options = options;
    this.#ownFolder = join(options.folder, `${PROCESS_PREFIX}${randomUUID()}`);
    this.#note = { database: options.database ?? '', log: null };
    this.journal = new FileJournal({
      folder: this.#ownFolder,
      note: () => this.#note,
      maxBytes: options.maxBytes,
      now: options.now,
    });
  }

  /**
   * Tells others that this process is alive. What dead ones left is taken over
   * only once it is known of which log this journal is.
   *
   * @param onUnknown - takes the events about operations that never ended
   */
  start(onUnknown: (outcomes: UnknownOutcome[]) => void): void {
    this.#onUnknown = onUnknown;
    this.#claim();
    this.#timers = [setInterval(() => this.#beat(), HEARTBEAT_MS).unref()];
  }

  /**
   * Says of which log this journal is, and takes over what dead processes left
   * of it, now and from time to time.
   *
   * @param log - the id of the log; undefined where it is never known, so that
   * the configured database has to do
   */
  belongTo(log: string | undefined): void {
    const isFirst = this.#timers.length < 2;
    this.#note = { ...this.#note, log: log ?? null };
    this.#claim();
    this.#adopt();
    if (isFirst) {
      this.#timers.push(
        setInterval(() => this.#adopt(), ADOPT_EVERY_MS).unref(),
      );
    }
  }

  /** The journal itself goes on taking what comes. */
  stop(): void {
    this.#timers.forEach(clearInterval);
    clearTimeout(this.#again);
    this.journal.tidy();
  }

  #claim(): void {
    try {
      mkdirSync(this.#options.folder, { recursive: true, mode: 0o700 });
      claimFolder(this.#ownFolder, this.#note);
    } catch (error) {
      this.journal.reportTrouble(error);
    }
  }

  #adopt(): void {
    const { folder, formerFolder, now } = this.#options;
    const foreign: string[] = [];
    let isOtherAtIt = false;
    try {
      claimFolder(this.#ownFolder, this.#note);
      for (const place of [
        { folder, takesUnsaid: true },
        { folder: formerFolder, takesUnsaid: true },
        ...this.#siblings().map(path => ({ folder: path, takesUnsaid: false })),
      ]) {
        if (place.folder && existsSync(place.folder)) {
          const adopted = adoptJournals({
            folder: place.folder,
            takesUnsaid: place.takesUnsaid,
            ownFolder: this.#ownFolder,
            journal: this.journal,
            note: this.#note,
            now: now(),
          });
          isOtherAtIt ||= !adopted;
          // What lies beside it is of others as a rule, and no trouble of ours.
          if (place.folder === folder || place.folder === formerFolder) {
            foreign.push(...(adopted?.foreign ?? []));
          }
          if (adopted) {
            this.#onUnknown(adopted.outcomes);
          }
        }
      }
    } catch (error) {
      this.journal.reportTrouble(error);
    }
    clearTimeout(this.#again);
    if (isOtherAtIt) {
      this.#again = setTimeout(() => this.#adopt(), ADOPT_AGAIN_MS).unref();
    } else {
      this.journal.reportForeign(foreign);
    }
  }

  #siblings(): string[] {
    const { folder, formerFolder, siblingPrefix } = this.#options;
    if (!siblingPrefix || this.#note.log === null) {
      return [];
    }
    const parent = dirname(folder);
    return readdirSync(parent)
      .filter(
        name => name.startsWith(siblingPrefix) && name !== basename(folder),
      )
      .map(name => join(parent, name))
      .filter(path => path !== formerFolder);
  }

  #beat(): void {
    try {
      beat(this.#ownFolder, this.#options.now());
    } catch {
      // The folder is made when something is written to it.
    }
  }
}

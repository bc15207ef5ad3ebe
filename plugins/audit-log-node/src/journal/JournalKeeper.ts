import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FileJournal } from './FileJournal';
import { PROCESS_PREFIX, UnknownOutcome, adoptJournals } from './adopt';
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
  #timers: NodeJS.Timeout[] = [];
  #again: NodeJS.Timeout | undefined;

  constructor(options: JournalKeeperOptions) {
    this.#options = options;
    this.#ownFolder = join(options.folder, `${PROCESS_PREFIX}${randomUUID()}`);
    this.journal = new FileJournal({
      folder: this.#ownFolder,
      maxBytes: options.maxBytes,
      now: options.now,
    });
  }

  /**
   * Takes over what dead processes left, now and from time to time.
   *
   * @param onUnknown - takes the events about operations that never ended
   */
  start(onUnknown: (outcomes: UnknownOutcome[]) => void): void {
    const adopt = () => {
      const outcomes = this.#adopt();
      if (outcomes) {
        onUnknown(outcomes);
      } else {
        clearTimeout(this.#again);
        this.#again = setTimeout(adopt, ADOPT_AGAIN_MS).unref();
      }
    };
    adopt();
    this.#timers = [
      setInterval(adopt, ADOPT_EVERY_MS).unref(),
      setInterval(() => this.#beat(), HEARTBEAT_MS).unref(),
    ];
  }

  /** The journal itself goes on taking what comes. */
  stop(): void {
    this.#timers.forEach(clearInterval);
    clearTimeout(this.#again);
    this.journal.tidy();
  }

  #adopt(): UnknownOutcome[] | undefined {
    const { folder, now } = this.#options;
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      claimFolder(this.#ownFolder);
      return adoptJournals({
        folder,
        ownFolder: this.#ownFolder,
        journal: this.journal,
        now: now(),
      });
    } catch (error) {
      this.journal.reportTrouble(error);
      return [];
    }
  }

  #beat(): void {
    try {
      beat(this.#ownFolder, this.#options.now());
    } catch {
      // The folder is made when something is written to it.
    }
  }
}

import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { QuarantineFiles } from './QuarantineFiles';
import { QuarantinedEvent } from './types';

/** How much is put aside at most; what comes beyond is given up. */
export interface QuarantineLimits {
  files: number;
  bytes: number;
  /** Events that are kept in memory where they can't be saved. */
  inMemory: number;
}

const LIMITS: QuarantineLimits = {
  files: 10_000,
  bytes: 256 * 1024 * 1024,
  inMemory: 1_000,
};

/** Events that are tried again at once. */
const AT_ONCE = 100;

/** Another one each time that an event is put aside. */
interface Entry {
  held: QuarantinedEvent;
  period: string | undefined;
  /** It could not be saved. */
  isInMemory?: boolean;
  /** It is on its way out. */
  isTried?: boolean;
  /** Undefined where there is none yet. */
  file: { name: string; bytes: number } | undefined;
}

/**
 * Events that the sink refuses: put aside so that they block nobody, and kept
 * until somebody has them tried again or discards them. Bounded.
 */
export class Quarantine {
  readonly #files: QuarantineFiles | undefined;
  readonly #limits: QuarantineLimits;
  readonly #entries = new Map<string, Entry>();
  /** Of all files. */
  #bytes = 0;
  /** The folder is changed by one at a time. */
  #changing: Promise<unknown> = Promise.resolve();

  /** @param folder - where they outlive the process, if there is a journal */
  constructor(
    folder: string | undefined,
    limits: Partial<QuarantineLimits> = {},
  ) {
    this.#limits = { ...LIMITS, ...limits };
    this.#files = folder ? new QuarantineFiles(folder) : undefined;
    for (const { held, period, ...file } of this.#files?.readAll() ?? []) {
      this.#bytes += file.bytes;
      this.#entries.set(held.id, { held: withoutDetails(held), period, file });
    }
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Whether an event is here for longer than the process lives. */
  holds(id: string): boolean {
    const entry = this.#entries.get(id);
    return entry?.file !== undefined && !entry.isTried;
  }

  /**
   * Every event in quarantine, oldest first; of those that lie in files only
   * what names them.
   */
  all(): QuarantinedEvent[] {
    return [...this.#entries.values()].map(({ held }) => held);
  }

  /**
   * Resolves when the event outlives the process, if that can be had, and to
   * false where there is no room for it.
   *
   * @param period - of recording, in which the event is known to have happened
   */
  async add(
    event: RecordedEvent,
    reason: string,
    now: number,
    period?: string,
  ): Promise<boolean> {
    const { id } = event;
    const since = new Date(now).toISOString();
    const held: QuarantinedEvent = { id, event, reason, since };
    const known = this.#entries.get(id);
    if (!known && this.#entries.size >= this.#limits.files) {
      return false;
    }
    // Listed at once: whoever asks now shall find it.
    const entry: Entry = { held, period, file: known?.file };
    this.#entries.delete(id);
    this.#entries.set(id, entry);
    return this.#change(async () => {
      const isFull = this.#bytes >= this.#limits.bytes;
      const file = isFull ? undefined : await this.#files?.save(held, period);
      if (file) {
        this.#bytes += file.bytes - (entry.file?.bytes ?? 0);
        entry.file = file;
        entry.held = withoutDetails(held);
        return true;
      }
      entry.isInMemory = this.#inMemory() < this.#limits.inMemory;
      if (!entry.isInMemory && this.#entries.get(id) === entry) {
        this.#entries.delete(id);
      }
      return entry.isInMemory;
    });
  }

  /**
   * Has every event tried again; returns how many. An event leaves the
   * quarantine only after it is durable elsewhere.
   *
   * @param take - resolves to whether the event is durable elsewhere
   */
  async retry(
    take: (event: RecordedEvent, period?: string) => Promise<boolean>,
  ): Promise<number> {
    const entries = [...this.#entries.values()];
    let tried = 0;
    for (let i = 0; i < entries.length; i += AT_ONCE) {
      const found = await Promise.all(
        entries.slice(i, i + AT_ONCE).map(entry => this.#try(entry, take)),
      );
      tried += found.filter(Boolean).length;
    }
    return tried;
  }

  /** Resolves to false where there is nothing to try. */
  async #try(
    entry: Entry,
    take: (event: RecordedEvent, period?: string) => Promise<boolean>,
  ): Promise<boolean> {
    const event = this.#eventOf(entry);
    entry.isTried = true;
    if (event && (await take(event, entry.period))) {
      await this.#forget(entry);
    }
    entry.isTried = false;
    return event !== null;
  }

  /** Throws events away for good; returns those that were there. */
  async discard(ids: string[]): Promise<QuarantinedEvent[]> {
    const found = ids.flatMap(id => this.#entries.get(id) ?? []);
    await Promise.all(found.map(entry => this.#forget(entry)));
    return found.map(({ held }) => held);
  }

  /** The whole event; null where its file is gone or unreadable. */
  #eventOf({ file, held }: Entry): RecordedEvent | null {
    return file && this.#files
      ? this.#files.read(file.name)?.held.event ?? null
      : held.event;
  }

  /** Not where it was put aside once more meanwhile. */
  #forget(entry: Entry): Promise<void> {
    const { id } = entry.held;
    return this.#change(async () => {
      if (this.#entries.get(id) !== entry) {
        return;
      }
      this.#entries.delete(id);
      if (entry.file) {
        this.#bytes -= entry.file.bytes;
        await this.#files?.remove(entry.file.name);
      }
    });
  }

  #inMemory(): number {
    let count = 0;
    for (const { isInMemory } of this.#entries.values()) {
      count += isInMemory ? 1 : 0;
    }
    return count;
  }

  #change<T>(change: () => Promise<T>): Promise<T> {
    const changed = this.#changing.then(change);
    this.#changing = changed.catch(() => {});
    return changed;
  }
}

/** What is in a file need not be in memory, too. */
function withoutDetails(held: QuarantinedEvent): QuarantinedEvent {
  const { event } = held;
  return {
    ...held,
    event: event && { ...event, client: null, request: null, meta: null },
  };
}

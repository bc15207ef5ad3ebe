import {
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { QuarantinedEvent } from './types';

/** Most events that are kept in memory where there is no folder. */
const MAX_IN_MEMORY = 1_000;

/**
 * Events that the sink refuses while it takes others: put aside so that they
 * block nobody, and kept until somebody has them tried again.
 */
export class Quarantine {
  readonly #folder: string | undefined;
  readonly #events = new Map<string, QuarantinedEvent>();

  /** @param folder - where they outlive the process, if there is a journal */
  constructor(folder: string | undefined) {
    this.#folder = folder;
    for (const quarantined of folder ? readFolder(folder) : []) {
      this.#events.set(quarantined.event.id, quarantined);
    }
  }

  get size(): number {
    return this.#events.size;
  }

  /** Every event in quarantine, oldest first. */
  all(): QuarantinedEvent[] {
    return [...this.#events.values()];
  }

  /** Returns false where there is no room for it. */
  add(event: RecordedEvent, reason: string, now: number): boolean {
    const quarantined: QuarantinedEvent = {
      event,
      reason,
      since: new Date(now).toISOString(),
    };
    const isSaved = this.#save(quarantined);
    if (!isSaved && this.#events.size >= MAX_IN_MEMORY) {
      return false;
    }
    this.#events.set(event.id, quarantined);
    return true;
  }

  /**
   * Lets every event out; returns how many.
   *
   * @param take - resolves when the event is durable elsewhere
   */
  async empty(take: (event: RecordedEvent) => Promise<void>): Promise<number> {
    const events = this.all();
    await Promise.all(
      events.map(({ event }) => {
        // Forgotten here first: it may come back at once.
        this.#remove(event.id);
        return take(event);
      }),
    );
    return events.length;
  }

  #remove(id: string): void {
    this.#events.delete(id);
    const path = this.#pathOf(id);
    if (path) {
      rmSync(path, { force: true });
    }
  }

  #save(quarantined: QuarantinedEvent): boolean {
    const path = this.#pathOf(quarantined.event.id);
    if (!path || !this.#folder) {
      return false;
    }
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      writeFileSync(path, JSON.stringify(quarantined), { mode: 0o600 });
      return true;
    } catch {
      return false;
    }
  }

  /** Only ids that are plain words become file names. */
  #pathOf(id: string): string | undefined {
    return this.#folder && /^[\w-]{1,64}$/.test(id)
      ? join(this.#folder, `${id}.json`)
      : undefined;
  }
}

function readFolder(folder: string): QuarantinedEvent[] {
  try {
    return readdirSync(folder)
      .filter(name => name.endsWith('.json'))
      .sort()
      .flatMap(name => {
        const read = JSON.parse(readFileSync(join(folder, name), 'utf8'));
        return typeof read?.event?.id === 'string' ? [read] : [];
      });
  } catch {
    return [];
  }
}

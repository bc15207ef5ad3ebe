import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { EventPlace } from '../journal';

/** An event on its way to the sink. */
export interface BacklogEntry {
  event: RecordedEvent;
  /** Size as JSON, in characters. */
  size: number;
  /** Epoch milliseconds. */
  takenAt: number;
  attempts: number;
  /** Its place in the journal, if it has one. */
  mark?: EventPlace;
  /** It is held, and decided about before it is appended. */
  isUndecided?: boolean;
  /** Tells whoever waits for it what became of it. */
  settle?: (result: Settlement) => void;
}

/** What became of an event; `journalled` where the journal has to do. */
export type Settlement = 'appended' | 'journalled' | 'dropped' | 'quarantined';

/** How much the backlog may hold in memory. */
export interface BacklogLimits {
  maxEvents: number;
  /** In characters of JSON. */
  maxSize: number;
}

/** Part of the backlog that makes room at once when it is full. */
const SHARE_TO_DROP = 0.1;

/**
 * Events waiting for the sink, oldest first, bounded in number and size. When
 * it is full the oldest events of low severity go, and then the oldest of all.
 */
export class Backlog {
  #entries: BacklogEntry[] = [];
  #head = 0;
  #size = 0;
  readonly #limits: BacklogLimits;

  constructor(limits: BacklogLimits) {
    this.#limits = limits;
  }

  get length(): number {
    return this.#entries.length - this.#head;
  }

  get isFull(): boolean {
    return (
      this.length >= this.#limits.maxEvents ||
      this.#size >= this.#limits.maxSize
    );
  }

  push(entry: BacklogEntry): void {
    this.#entries.push(entry);
    this.#size += entry.size;
  }

  /**
   * The oldest entries, at least one if there is any.
   *
   * @param skip - leaves out so many of the oldest
   */
  peek(maxEvents: number, maxSize: number, skip: number = 0): BacklogEntry[] {
    const batch: BacklogEntry[] = [];
    let size = 0;
    for (let i = this.#head + skip; i < this.#entries.length; i += 1) {
      const entry = this.#entries[i];
      size += entry.size;
      if (batch.length > 0 && (batch.length >= maxEvents || size > maxSize)) {
        break;
      }
      batch.push(entry);
    }
    return batch;
  }

  /** The nth entry, counted from 0 for the oldest. */
  at(index: number): BacklogEntry | undefined {
    return index < 0 ? undefined : this.#entries[this.#head + index];
  }

  /** Every entry, oldest first. */
  *[Symbol.iterator](): Iterator<BacklogEntry> {
    for (let i = this.#head; i < this.#entries.length; i += 1) {
      yield this.#entries[i];
    }
  }

  /** Takes away the entries that `peek` returned last. */
  removeFirst(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.#size -= this.#entries[this.#head + i].size;
    }
    this.#head += count;
    if (this.length === 0) {
      this.#entries = [];
      this.#head = 0;
    } else if (this.#head > 1024 && this.#head * 2 > this.#entries.length) {
      this.#entries = this.#entries.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Takes away every entry for which `matches` holds and returns them. */
  removeWhere(matches: (entry: BacklogEntry) => boolean): BacklogEntry[] {
    const removed: BacklogEntry[] = [];
    const kept: BacklogEntry[] = [];
    for (let i = this.#head; i < this.#entries.length; i += 1) {
      const entry = this.#entries[i];
      (matches(entry) ? removed : kept).push(entry);
    }
    this.#entries = kept;
    this.#head = 0;
    this.#size = kept.reduce((sum, entry) => sum + entry.size, 0);
    return removed;
  }

  /** Takes away every entry. */
  clear(): BacklogEntry[] {
    return this.removeWhere(() => true);
  }

  /** Takes away the entries that matter least, to make room. */
  removeLeast(): BacklogEntry[] {
    const target = Math.max(1, Math.floor(this.length * SHARE_TO_DROP));
    let count = 0;
    const low = this.removeWhere(entry => {
      const goes = count < target && entry.event.severity === 'low';
      count += goes ? 1 : 0;
      return goes;
    });
    count = 0;
    return low.length > 0
      ? low
      : this.removeWhere(() => {
          count += 1;
          return count <= target;
        });
  }
}

import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { EventPlace } from '../journal';
import { FairTurns, Turn, authorOf, nextInTurn } from './fairTurns';

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
  /** It was held when audit logging was on: the rules alone decide about it. */
  isKept?: boolean;
  /** The period of recording in which it is known to have happened. */
  period?: string;
  /** Set by the backlog. */
  turn?: Turn;
  /** Tells whoever waits for it what became of it. */
  settle?: (result: Settlement) => void;
}

/** What a sink is told of entries. */
export function appendable(entries: BacklogEntry[]) {
  const periods = entries.map(({ period }) => period);
  return [entries.map(({ event }) => event), { periods }] as const;
}

/** What became of an event; `journalled` where the journal has to do. */
export type Settlement = 'appended' | 'journalled' | 'dropped' | 'quarantined';

/** How much the backlog may hold in memory. */
export interface BacklogLimits {
  maxEvents: number;
  /** In characters of JSON. */
  maxSize: number;
}

/** Part of an author's events that makes room at once when it is full. */
const SHARE_TO_DROP = 0.1;

/**
 * How much of what is free an author may hold: one alone four fifths of all,
 * two four ninths each. So there is room for who comes after them.
 */
const SHARE_OF_FREE = 4;

/**
 * Events waiting for the sink, oldest first, bounded in number and size. More
 * than one batch of them is taken by turns of their authors. When it is full,
 * events of the author who has most of them go: the oldest of low severity,
 * and where there are none the oldest.
 */
export class Backlog {
  #entries: BacklogEntry[] = [];
  #head = 0;
  #size = 0;
  readonly #turns = new FairTurns();
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

  /**
   * Whether an author may hold one more event in memory while there is another
   * place for it.
   */
  hasShareFor(author: string): boolean {
    const { maxEvents, maxSize } = this.#limits;
    const { count, size } = this.#turns.waitingOf(author);
    return (
      count < SHARE_OF_FREE * (maxEvents - this.length) &&
      size < SHARE_OF_FREE * (maxSize - this.#size)
    );
  }

  push(entry: BacklogEntry): void {
    entry.turn = this.#turns.enter(authorOf(entry.event), entry.size);
    this.#entries.push(entry);
    this.#size += entry.size;
  }

  /**
   * The entries whose turn it is, oldest first, at least one if there is any.
   *
   * @param underWay - those that are being appended already
   */
  takeTurns(
    maxEvents: number,
    maxSize: number,
    underWay?: ReadonlySet<BacklogEntry>,
  ): BacklogEntry[] {
    const waiting: BacklogEntry[] = [];
    let size = 0;
    for (const entry of this) {
      if (!underWay?.has(entry)) {
        waiting.push(entry);
        size += entry.size;
      }
    }
    const batch =
      waiting.length <= maxEvents && size <= maxSize
        ? waiting
        : nextInTurn(waiting, roundOf, { maxCount: maxEvents, maxSize });
    for (const entry of batch) {
      this.#turns.reach(roundOf(entry));
    }
    return batch;
  }

  /** The nth entry, counted from 0 for the oldest. */
  at(index: number): BacklogEntry | undefined {
    return index < 0 ? undefined : this.#entries[this.#head + index];
  }

  /** Whether an entry that is or was in it, or an older one, is still there. */
  holdsUpTo({ turn }: BacklogEntry): boolean {
    const oldest = this.at(0)?.turn;
    return !!oldest && !!turn && oldest.number <= turn.number;
  }

  /** Every entry, oldest first. */
  *[Symbol.iterator](): Iterator<BacklogEntry> {
    for (let i = this.#head; i < this.#entries.length; i += 1) {
      yield this.#entries[i];
    }
  }

  /** Takes away entries of the backlog, which may lie anywhere in it. */
  remove(batch: BacklogEntry[]): void {
    // Others may lie between them, and some may have left by another way.
    if (batch.every((entry, index) => this.at(index) === entry)) {
      this.#removeFirst(batch.length);
    } else {
      const taken = new Set(batch);
      this.removeWhere(entry => taken.has(entry));
    }
  }

  #removeFirst(count: number): void {
    for (let i = 0; i < count; i += 1) {
      this.#leave(this.#entries[this.#head + i]);
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
    removed.forEach(entry => this.#leave(entry));
    return removed;
  }

  /** Takes away every entry. */
  clear(): BacklogEntry[] {
    return this.removeWhere(() => true);
  }

  /** Takes away the entries that matter least, to make room. */
  removeLeast(): BacklogEntry[] {
    const author = this.#turns.busiest(this.#limits);
    if (author === undefined) {
      return [];
    }
    const target = Math.max(
      1,
      Math.floor(this.#turns.waitingOf(author).count * SHARE_TO_DROP),
    );
    const removeOldest = (goes: (entry: BacklogEntry) => boolean) => {
      let count = 0;
      return this.removeWhere(entry => {
        const isLeast =
          count < target && entry.turn?.author === author && goes(entry);
        count += isLeast ? 1 : 0;
        return isLeast;
      });
    };
    const low = removeOldest(({ event }) => event.severity === 'low');
    return low.length > 0 ? low : removeOldest(() => true);
  }

  #leave(entry: BacklogEntry): void {
    this.#size -= entry.size;
    if (entry.turn) {
      this.#turns.leave(entry.turn, entry.size);
    }
  }
}

function roundOf({ turn }: BacklogEntry): number {
  return turn?.round ?? 0;
}

import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/**
 * Whose event it is, where nobody's events may delay those of others. Whoever
 * hasn't signed in is one author: addresses cost nothing.
 */
export function authorOf({ actor }: RecordedEvent): string {
  return actor.type === 'anonymous'
    ? actor.type
    : [actor.type, actor.ref, actor.onBehalfOf ?? ''].join(' ');
}

/** Beyond so many, the last rounds of those who left are forgotten. */
const MAX_LEFT = 10_000;

/** The place of something that waits. */
export interface Turn {
  author: string;
  /** Higher for what came later. */
  number: number;
  /** Lower ones come first; within one, what came first. */
  round: number;
}

/** What an author has waiting. */
interface Waiting {
  count: number;
  size: number;
  /** The round of what came last. */
  round: number;
}

/**
 * Gives what waits its turn, so that authors are served by turns: the nth that
 * an author has waiting comes after at most n of each other author.
 *
 * @remarks
 * Rounds are those of fair queueing by virtual time. Of authors who have
 * nothing waiting it holds the round of their last, until that is passed.
 */
export class FairTurns {
  readonly #authors = new Map<string, Waiting>();
  /** The last rounds of those who have nothing waiting any more. */
  readonly #left = new Map<string, number>();
  /** Everything of this round, and before it, is served or under way. */
  #passed = 0;
  #latest = 0;

  enter(author: string, size: number): Turn {
    const waiting = this.#authors.get(author);
    const last = waiting?.round ?? this.#left.get(author) ?? 0;
    const round = Math.max(this.#passed, last) + 1;
    this.#left.delete(author);
    this.#authors.set(author, {
      count: (waiting?.count ?? 0) + 1,
      size: (waiting?.size ?? 0) + size,
      round,
    });
    this.#latest += 1;
    return { author, number: this.#latest, round };
  }

  leave({ author }: Turn, size: number): void {
    const waiting = this.#authors.get(author);
    if (!waiting) {
      return;
    }
    waiting.count -= 1;
    waiting.size -= size;
    if (waiting.count === 0) {
      this.#authors.delete(author);
      if (this.#left.size < MAX_LEFT) {
        this.#left.set(author, waiting.round);
      }
    }
    if (this.#authors.size === 0) {
      this.#passed = 0;
      this.#left.clear();
    }
  }

  /** Says that something of this round is served, and all before it. */
  reach(round: number): void {
    if (round - 1 <= this.#passed) {
      return;
    }
    this.#passed = round - 1;
    for (const [author, last] of this.#left) {
      if (last <= this.#passed) {
        this.#left.delete(author);
      }
    }
  }

  waitingOf(author: string): { count: number; size: number } {
    return this.#authors.get(author) ?? { count: 0, size: 0 };
  }

  /** Who has the largest part of what these limits allow. */
  busiest(limits: { maxEvents: number; maxSize: number }): string | undefined {
    let busiest: string | undefined;
    let largest = 0;
    for (const [author, { count, size }] of this.#authors) {
      const part = Math.max(count / limits.maxEvents, size / limits.maxSize);
      if (part > largest) {
        [busiest, largest] = [author, part];
      }
    }
    return busiest;
  }
}

/**
 * Those whose turn it is, at least one if there is any, in the order in which
 * they are given: that in which they came.
 */
export function nextInTurn<T extends { size: number }>(
  waiting: readonly T[],
  roundOf: (item: T) => number,
  limits: { maxCount: number; maxSize: number },
): T[] {
  const sorted = waiting
    .map((item, index) => ({ item, index, round: roundOf(item) }))
    .sort((a, b) => a.round - b.round || a.index - b.index);
  let size = 0;
  let count = 0;
  for (const { item } of sorted) {
    size += item.size;
    if (count > 0 && (count >= limits.maxCount || size > limits.maxSize)) {
      break;
    }
    count += 1;
  }
  return sorted
    .slice(0, count)
    .sort((a, b) => a.index - b.index)
    .map(({ item }) => item);
}

import { rememberBegun } from './rememberBegun';

/** How long the reads of one opened search are one event. */
export const SEARCH_MS = 10 * 60_000;

/** How long what one open screen reads is one event. */
export const VISIT_MS = 12 * 60 * 60_000;

/** More are never remembered; those that are forgotten are recorded again. */
const MAX_SEARCHES = 10_000;

interface OpenSearch {
  until: number;
  begun: Promise<void>;
}

/**
 * Which searches, or visits of a screen, are open in this process, so that all
 * that one of them reads is one event.
 */
export class OpenSearches {
  readonly #clock: () => Date;
  readonly #countsMs: number;
  readonly #isRecorded: () => boolean;
  readonly #searches = new Map<string, OpenSearch>();

  /**
   * @param options - `countsMs`: how long the reads of one are one event;
   * `isRecorded`: whether there will be an event at all, without which none
   * stands for later reads
   */
  constructor(options: {
    clock: () => Date;
    countsMs: number;
    isRecorded: () => boolean;
  }) {
    this.#clock = options.clock;
    this.#countsMs = options.countsMs;
    this.#isRecorded = options.isRecorded;
  }

  /**
   * Calls `record` for the first read of a search, and waits for that call
   * with the others. Where it rejects, the next read records.
   *
   * @param key - who reads what: equal for the reads of one search only
   */
  async record(key: string, record: () => Promise<void>): Promise<void> {
    if (!this.#isRecorded()) {
      await record();
      return;
    }
    const now = this.#clock().getTime();
    const open = this.#searches.get(key);
    if (open && open.until > now) {
      await open.begun;
      return;
    }
    this.#forget(now);
    const search = { until: now + this.#countsMs, begun: record() };
    this.#searches.delete(key);
    await rememberBegun(this.#searches, key, search);
  }

  /** The oldest come first, because every search counts equally long. */
  #forget(now: number): void {
    for (const [key, { until }] of this.#searches) {
      if (until > now && this.#searches.size < MAX_SEARCHES) {
        return;
      }
      this.#searches.delete(key);
    }
  }
}

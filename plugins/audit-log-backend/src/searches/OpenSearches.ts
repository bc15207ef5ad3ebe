/** How long the reads of one opened search are one event. */
const COUNTS_MS = 10 * 60_000;

/** More are never remembered; those that are forgotten are recorded again. */
const MAX_SEARCHES = 10_000;

interface OpenSearch {
  until: number;
  recorded: Promise<void>;
}

/**
 * Which searches are open in this process, so that all that one of them reads
 * is one event.
 */
export class OpenSearches {
  readonly #clock: () => Date;
  readonly #searches = new Map<string, OpenSearch>();

  constructor(options: { clock: () => Date }) {
    this.#clock = options.clock;
  }

  /**
   * Calls `record` for the first read of a search, and waits for that call
   * with the others. Where it rejects, the next read records.
   *
   * @param key - who reads what: equal for the reads of one search only
   */
  async record(key: string, record: () => Promise<void>): Promise<void> {
    const now = this.#clock().getTime();
    const open = this.#searches.get(key);
    if (open && open.until > now) {
      await open.recorded;
      return;
    }
    this.#forget(now);
    const search = { until: now + COUNTS_MS, recorded: record() };
    this.#searches.delete(key);
    this.#searches.set(key, search);
    try {
      await search.recorded;
    } catch (error) {
      if (this.#searches.get(key) === search) {
        this.#searches.delete(key);
      }
      throw error;
    }
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

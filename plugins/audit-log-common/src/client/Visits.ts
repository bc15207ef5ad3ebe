/** Without a read for so long, the next one is another visit. */
const IDLE_MS = 5 * 60_000;

/**
 * Names the visits of somebody to screens that read again and again while they
 * are open, so that the log has one event of a visit instead of one of each
 * read.
 *
 * @remarks
 * Hand the same one to all clients of an app.
 *
 * @public
 */
export class Visits {
  readonly #newId: () => string;
  readonly #clock: () => number;
  #visit: { id: string; readAt: number } | undefined;

  /** @param options - `newId` makes UUIDs; `clock` tells milliseconds. */
  constructor(options: { newId: () => string; clock?: () => number }) {
    this.#newId = options.newId;
    this.#clock = options.clock ?? Date.now;
  }

  /** The id of the visit that a read of now belongs to. */
  current(): string {
    const now = this.#clock();
    const id =
      this.#visit && now - this.#visit.readAt < IDLE_MS
        ? this.#visit.id
        : this.#newId();
    this.#visit = { id, readAt: now };
    return id;
  }
}

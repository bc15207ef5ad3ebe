/** Beyond so many, everybody counts as one of them. */
const MAX_AUTHORS = 10_000;

/**
 * Authors with events on disk only: what they do next goes behind those, so
 * that the order of each is kept. Whose events another process left isn't
 * known, so that everybody goes behind them.
 */
export class SpilledAuthors {
  readonly #counts = new Map<string, number>();
  #areTooMany = false;
  #areBehindAdopted = false;

  has(author: string): boolean {
    return (
      this.#areTooMany || this.#areBehindAdopted || this.#counts.has(author)
    );
  }

  /** One more event of the author is on disk only. */
  add(author: string): void {
    const count = this.#counts.get(author);
    if (count !== undefined || this.#counts.size < MAX_AUTHORS) {
      this.#counts.set(author, (count ?? 0) + 1);
    } else {
      this.#areTooMany = true;
    }
  }

  /** One that was added is in memory again. */
  readBack(author: string): void {
    const count = this.#counts.get(author) ?? 0;
    if (count > 1) {
      this.#counts.set(author, count - 1);
    } else {
      this.#counts.delete(author);
    }
  }

  /** Whether there are events on disk that another process left. */
  goBehindAdopted(areThere: boolean): void {
    this.#areBehindAdopted = areThere;
  }

  /** Nothing is on disk only. */
  clear(): void {
    this.#counts.clear();
    this.#areTooMany = false;
    this.#areBehindAdopted = false;
  }
}

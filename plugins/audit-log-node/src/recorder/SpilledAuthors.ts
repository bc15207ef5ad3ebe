/** Beyond so many, everybody counts as one of them. */
const MAX_AUTHORS = 10_000;

/**
 * Authors with events on disk only: what they do next goes behind those, so
 * that the order of each is kept.
 */
export class SpilledAuthors {
  readonly #authors = new Set<string>();
  #isEverybody = false;

  add(author: string): void {
    if (this.#authors.size < MAX_AUTHORS) {
      this.#authors.add(author);
    } else {
      this.#isEverybody = true;
    }
  }

  has(author: string): boolean {
    return this.#isEverybody || this.#authors.has(author);
  }

  clear(): void {
    this.#authors.clear();
    this.#isEverybody = false;
  }
}

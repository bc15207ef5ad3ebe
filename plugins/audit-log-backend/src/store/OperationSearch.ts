/** How far events are followed that amend each other, far more than is needed. */
const MOST_LINKS = 20;

/**
 * Finds the rows of operations, link by link: mostly at once, since events
 * amend the first one.
 */
export class OperationSearch<
  Row extends { id: string; amends: string | null },
> {
  readonly #asked: Set<string>;
  readonly #rows = new Map<string, Row>();
  #ids: string[];
  #links = 0;

  /** @param ids - of events of the operations, and of those that they amend */
  constructor(ids: string[]) {
    this.#asked = new Set(ids);
    this.#ids = [...this.#asked];
  }

  /** Rows of which `id` or `amends` is one of these are to be added next. */
  get ids(): string[] {
    return this.#links < MOST_LINKS ? this.#ids : [];
  }

  get rows(): Row[] {
    return [...this.#rows.values()];
  }

  add(rows: Row[]): void {
    const found = new Set<string>();
    for (const row of rows) {
      this.#rows.set(row.id, row);
      found.add(row.id);
      if (row.amends !== null) {
        found.add(row.amends);
      }
    }
    this.#ids = [...found].filter(id => !this.#asked.has(id));
    this.#ids.forEach(id => this.#asked.add(id));
    this.#links += 1;
  }
}

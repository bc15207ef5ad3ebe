import { KnownRow, SealedEvent } from './batch';

/**
 * The events of the operations that have more than one, so that at most one
 * of them is not superseded: the one appended last that is not itself amended.
 */
export class Operations {
  /** By id of the event that is amended. */
  readonly #rows = new Map<string, KnownRow[]>();
  readonly #events = new Map<string, SealedEvent[]>();
  readonly supersededRows: KnownRow[] = [];

  constructor(known: KnownRow[]) {
    for (const row of known) {
      this.#remember(this.#rows, row.id, row);
      if (row.amends) {
        this.#remember(this.#rows, row.amends, row);
      }
    }
  }

  add(event: SealedEvent): void {
    const { id, amends } = event.event;
    const amending =
      this.#rows.get(id)?.find(row => row.amends === id) ??
      this.#events.get(id)?.find(other => other.event.amends === id)?.event;
    if (amending && amending.id !== id) {
      event.place[3] = amending.id;
    }
    if (amends && amends !== id) {
      for (const row of this.#rows.get(amends) ?? []) {
        if (row.superseded_by === null) {
          row.superseded_by = id;
          this.supersededRows.push(row);
        }
      }
      for (const other of this.#events.get(amends) ?? []) {
        other.place[3] ??= id;
      }
      this.#remember(this.#events, amends, event);
    }
    this.#remember(this.#events, id, event);
  }

  #remember<T>(map: Map<string, T[]>, id: string, item: T): void {
    const items = map.get(id);
    if (items) {
      items.push(item);
    } else {
      map.set(id, [item]);
    }
  }
}

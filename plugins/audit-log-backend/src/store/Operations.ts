import { KnownRow, SealedEvent } from './batch';

/**
 * The operations that have more than one event, so that of each at most one
 * is not superseded: the one appended last that is not itself amended.
 */
export class Operations {
  /** By their own id and by the id of the event they amend. */
  readonly #rows = new Map<string, KnownRow[]>();
  readonly #events = new Map<string, SealedEvent[]>();
  /** Rows of the log that the added events supersede. */
  readonly supersededRows: KnownRow[] = [];

  constructor(known: KnownRow[]) {
    for (const row of known) {
      remember(this.#rows, row.id, row);
      if (row.amends) {
        remember(this.#rows, row.amends, row);
      }
    }
  }

  /** Adds the events of the batch, in order. */
  add(event: SealedEvent): void {
    const { id, amends } = event.prepared.event;
    event.supersededBy = this.#amendingId(id);
    if (amends && amends !== id) {
      for (const row of this.#rows.get(amends) ?? []) {
        if (row.superseded_by === null) {
          row.superseded_by = id;
          this.supersededRows.push(row);
        }
      }
      for (const other of this.#events.get(amends) ?? []) {
        other.supersededBy ??= id;
      }
      remember(this.#events, amends, event);
    }
    remember(this.#events, id, event);
  }

  /** How many more events amend one that is not in the log. */
  awaitedDelta(): number {
    let delta = 0;
    for (const [id, events] of this.#events) {
      const isNew = events.some(({ prepared }) => prepared.event.id === id);
      const rows = this.#rows.get(id) ?? [];
      if (isNew) {
        delta -= rows.filter(row => row.amends === id).length;
      } else if (!rows.some(row => row.id === id)) {
        delta += events.length;
      }
    }
    return delta;
  }

  #amendingId(id: string): string | null {
    const row = this.#rows.get(id)?.find(({ amends }) => amends === id);
    const event = this.#events
      .get(id)
      ?.find(({ prepared }) => prepared.event.amends === id)?.prepared.event;
    return row?.id ?? event?.id ?? null;
  }
}

function remember<T>(map: Map<string, T[]>, id: string, item: T): void {
  const items = map.get(id);
  if (items) {
    items.push(item);
  } else {
    map.set(id, [item]);
  }
}

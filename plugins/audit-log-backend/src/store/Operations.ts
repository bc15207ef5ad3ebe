import { isSameOperation } from 'backstage-plugin-audit-log-common';
import { KnownRow, SealedEvent } from './batch';
import { operationOfRow } from './operationOfRow';
import { PreparedEvent } from './prepareEvent';

/**
 * The operations that have more than one event, so that of each at most one
 * is not superseded: the one appended last that is not itself amended. An
 * event of another operation supersedes nothing, whatever it says it amends.
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
    const { event: added } = event.prepared;
    const { id, amends } = added;
    event.supersededBy = this.#amendingId(added);
    if (amends && amends !== id) {
      for (const row of this.#rows.get(amends) ?? []) {
        if (
          row.superseded_by === null &&
          isSameOperation(added, operationOfRow(row))
        ) {
          row.superseded_by = id;
          this.supersededRows.push(row);
        }
      }
      for (const other of this.#events.get(amends) ?? []) {
        if (isSameOperation(added, other.prepared.event)) {
          other.supersededBy ??= id;
        }
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

  /** The event that came before the one it amends. */
  #amendingId(amended: PreparedEvent['event']): string | null {
    const { id } = amended;
    const row = this.#rows
      .get(id)
      ?.find(
        known =>
          known.amends === id &&
          isSameOperation(operationOfRow(known), amended),
      );
    const event = this.#events
      .get(id)
      ?.map(({ prepared }) => prepared.event)
      .find(other => other.amends === id && isSameOperation(other, amended));
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

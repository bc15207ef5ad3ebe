import {
  appendLeaves,
  decodeFrontier,
  encodeFrontier,
  leafHash,
} from 'backstage-plugin-audit-log-node';
import { CountDeltas } from './CountDeltas';
import { EventCountRow, EventRow } from './columns';
import { Cell, PreparedEvent, preparedColumns } from './prepareEvent';

/** Where the log ends. */
export interface LogHead {
  /** Last sequence given, and number of leaves; 0 for an empty log. */
  sequence: number;
  /** Latest time of appending, in milliseconds since 1970. */
  time: number | null;
  frontier: Buffer;
}

/** A row that is in the log already and has to do with the batch. */
export type KnownRow = Pick<
  EventRow,
  'sequence' | 'id' | 'amends' | 'superseded_by' | 'started_at'
> &
  Omit<EventCountRow, 'hour' | 'count' | 'actor_type'> & {
    actor_type: string | null;
  };

/** The columns that depend on an event's place in the log. */
export const sealedColumns = [
  'sequence',
  'recorded_at',
  'leaf_hash',
  'superseded_by',
] as const;

/** Every column of a new row, in the order in which rows are written. */
export const writtenColumns = [...sealedColumns, ...preparedColumns];

/** An event with its place in the log. */
export interface SealedEvent extends PreparedEvent {
  /** In the order of {@link sealedColumns}. */
  place: [number, number, Buffer, string | null];
}

/** What one append writes. */
export interface SealedBatch {
  events: SealedEvent[];
  duplicates: number;
  head: LogHead;
  /** Known rows that an event of the batch supersedes. */
  superseded: { sequence: number; by: string }[];
  counts: EventCountRow[];
}

/**
 * Gives the events of a batch their places: skips those that are in the log,
 * numbers the rest without a gap, computes leaf hashes and the new frontier,
 * and finds out which events are superseded.
 *
 * @param known - every row of the log whose `id` or `amends` is the id of an
 * event of the batch, or of an event that the batch amends
 * @param now - milliseconds since 1970
 */
export function sealBatch(
  prepared: PreparedEvent[],
  head: LogHead,
  known: KnownRow[],
  now: number,
): SealedBatch {
  const events = withoutDuplicates(prepared, known);
  const counts = new CountDeltas();
  const operations = new Operations(known);
  // Never before the event appended last, even if the clock was set back.
  const time = Math.max(now, head.time ?? 0);

  const sealed = events.map((event, i): SealedEvent => {
    const sequence = head.sequence + 1 + i;
    const hash = leafHash({
      ...event.event,
      sequence: String(sequence),
      commitments: event.commitments,
    });
    return { ...event, place: [sequence, time, hash, null] };
  });
  for (const event of sealed) {
    operations.add(event);
  }
  for (const { event, startedAtMs, place } of sealed) {
    if (place[3] === null) {
      counts.add(startedAtMs, event, 1);
    }
  }
  for (const row of operations.supersededRows) {
    counts.addRow(row, -1);
  }

  return {
    events: sealed,
    duplicates: prepared.length - events.length,
    head: {
      sequence: head.sequence + sealed.length,
      time: sealed.length === 0 ? head.time : time,
      frontier: encodeFrontier(
        appendLeaves(
          decodeFrontier(head.sequence, head.frontier),
          sealed.map(({ place }) => place[2]),
        ),
      ),
    },
    superseded: operations.supersededRows.map(row => ({
      sequence: Number(row.sequence),
      by: row.superseded_by!,
    })),
    counts: counts.rows(),
  };
}

/** A new row's values, in the order of {@link writtenColumns}. */
export function rowCells(event: SealedEvent): Cell[] {
  return [...event.place, ...event.cells];
}

function withoutDuplicates(
  prepared: PreparedEvent[],
  known: KnownRow[],
): PreparedEvent[] {
  const ids = new Set(known.map(row => row.id));
  return prepared.filter(({ event }) => {
    const isNew = !ids.has(event.id);
    ids.add(event.id);
    return isNew;
  });
}

/**
 * The events of the operations that have more than one, so that at most one
 * of them is not superseded: the one appended last that is not itself amended.
 */
class Operations {
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

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

/** A new row's values, in the order of {@link writtenColumns}. */
export function rowCells(event: SealedEvent): Cell[] {
  return [...event.place, ...event.cells];
}

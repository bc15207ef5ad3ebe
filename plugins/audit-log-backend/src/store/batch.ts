import { Frontier } from 'backstage-plugin-audit-log-node';
import { EventCountRow, EventRow } from './columns';
import { OperationRow } from './operationOfRow';
import { Cell, PreparedEvent, preparedColumns } from './prepareEvent';

/** Where the log ends. */
export interface LogHead {
  /** Its size is the last sequence given. */
  frontier: Frontier;
  /** Latest time of appending, in milliseconds since 1970. */
  time: number | null;
  /** Events that amend one which is not in the log yet. */
  awaited: number;
}

/** A row that is in the log already and has to do with the batch. */
export type KnownRow = OperationRow &
  Pick<EventRow, 'sequence' | 'superseded_by' | 'started_at'> &
  Omit<EventCountRow, 'quarter_hour' | 'count' | 'actor_type'> & {
    actor_type: string | null;
  };

/** An event with its place in the log. */
export interface SealedEvent {
  prepared: PreparedEvent;
  sequence: number;
  recordedAtMs: number;
  /** By the clock, which may have been set back. */
  appendedAtMs: number;
  leafHash: Buffer;
  supersededBy: string | null;
}

/** What one append writes. */
export interface SealedBatch {
  events: SealedEvent[];
  duplicates: number;
  head: LogHead;
  /** Known rows that don't stand any more, or stand again where `by` is null. */
  superseded: { sequence: number; by: string | null }[];
  counts: EventCountRow[];
}

/** The columns of a new row: its place, then what was prepared. */
export const writtenColumns = [
  'sequence',
  'recorded_at',
  'appended_at',
  'leaf_hash',
  'superseded_by',
  ...preparedColumns,
];

/** In the order of `writtenColumns`. */
export function cellsOf(event: SealedEvent): Cell[] {
  const { sequence, recordedAtMs, appendedAtMs } = event;
  const { leafHash, supersededBy, prepared } = event;
  return [
    sequence,
    recordedAtMs,
    appendedAtMs,
    leafHash,
    supersededBy,
    ...prepared.cells,
  ];
}

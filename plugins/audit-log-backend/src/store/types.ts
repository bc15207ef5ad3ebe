import {
  AuditEvent,
  CompleteTo,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { AppendResult, EventSink } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';

/**
 * Narrows a query over the `events` table, aliased `e`. Made by the query
 * language and by access rules, joined with AND, never concatenated as text.
 */
export type EventPredicate = (query: Knex.QueryBuilder) => void;

export interface ListEventsOptions {
  where: EventPredicate[];
  /** Inclusive, ISO 8601, compared with `startedAt`. */
  from?: string;
  /** Exclusive. */
  to?: string;
  order: 'asc' | 'desc';
  limit: number;
  cursor?: string;
}

export interface EventPage {
  items: AuditEvent[];
  /** Null at the end of a bounded read; never null while polling. */
  nextCursor: string | null;
  completeTo: CompleteTo;
}

export interface ScanOptions {
  where: EventPredicate[];
  /** Inclusive. */
  fromSequence: string;
  /** Inclusive. */
  toSequence: string;
}

export interface PruneOptions {
  /** Which events go; all must hold. */
  where: EventPredicate[];
  /** Inclusive; later events stay. */
  toSequence: string;
  /** Most events that one call removes. */
  limit: number;
}

export interface PruneResult {
  removed: number;
  /** Sequence of the last event that was removed; null where none was. */
  lastSequence: string | null;
}

/**
 * The log itself.
 *
 * @remarks
 * `append` gives a batch contiguous sequences in one short transaction, so
 * that commit order is sequence order with any number of replicas; events
 * whose id is in the log already are skipped and counted as duplicates.
 */
export interface EventStore extends EventSink {
  append(events: RecordedEvent[]): Promise<AppendResult>;
  list(options: ListEventsOptions): Promise<EventPage>;
  get(id: string, where: EventPredicate[]): Promise<AuditEvent | undefined>;
  /** Every event of the range in sequence order, in constant memory. */
  scan(options: ScanOptions): AsyncIterable<AuditEvent>;
  completeTo(): Promise<CompleteTo>;
  /**
   * Removes events for good, the oldest first, in one short transaction. Their
   * hashes stay in the tree, so that what is left and every earlier checkpoint
   * still verify.
   */
  prune(options: PruneOptions): Promise<PruneResult>;
}

import {
  AuditEvent,
  CompleteTo,
  EventCount,
  ExportedEvent,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import {
  AppendCircumstances,
  AppendResult,
  EventSink,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';

/**
 * Narrows a query over the `events` table, aliased `e`. Made by the query
 * language and by access rules, joined with AND, never concatenated as text.
 */
export interface EventPredicate {
  (query: Knex.QueryBuilder): void;
  /**
   * The columns it looks at, all of them, without `e.`: then it may be asked of
   * any table that has these. Undefined where it may look at anything.
   */
  readonly columns?: readonly string[];
}

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
  /** For how long to look, in milliseconds; without it, as long as it takes. */
  withinMs?: number;
}

/** What is said of all events of one append. */
export interface AppendOptions extends Partial<AppendCircumstances> {
  /**
   * The subject of the backend that delivered them; null, the default, where
   * this process recorded them itself. Part of each event from then on.
   */
  deliveredBy?: string | null;
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
  append(
    events: RecordedEvent[],
    options?: AppendOptions,
  ): Promise<AppendResult>;
  list(options: ListEventsOptions): Promise<EventPage>;
  get(id: string, where: EventPredicate[]): Promise<AuditEvent | undefined>;
  /**
   * An event, those that it amends or that amend it, and those beside it that
   * amend the same one, in sequence order; none where the event is not seen.
   */
  operation(id: string, where: EventPredicate[]): Promise<AuditEvent[]>;
  /** Every event of the range in sequence order, in constant memory. */
  scan(options: ScanOptions): AsyncIterable<ExportedEvent>;
  /**
   * How many events match, up to `limit` and for as long as a read may take.
   * Where either ended it, the count is what is known for sure.
   */
  count(options: {
    where: EventPredicate[];
    limit: number;
  }): Promise<EventCount>;
  completeTo(): Promise<CompleteTo>;
  /**
   * The last sequence that was appended before an instant, by the clock of the
   * process that appended it; "0" where none was. Unlike the time of the log,
   * which never goes back, that isn't put off by an earlier clock that was ahead.
   */
  lastBefore(instant: Date): Promise<string>;
}

/** Where a removal stands: the start and the sequence of an event. */
export interface PrunePlace {
  /** Milliseconds since 1970. */
  startedAt: number;
  sequence: string;
}

export interface PruneOptions {
  where: EventPredicate[];
  limit: number;
  /** Milliseconds since 1970, exclusive. */
  startedBefore?: number;
  /** Goes on after this place. */
  after?: PrunePlace;
}

/** What one call removed. */
export interface PrunedBatch {
  removed: number;
  /** Lowest and highest sequence removed; meaningless where none was. */
  firstSequence: string;
  lastSequence: string;
  /** Where to go on; undefined where nothing is left. */
  last?: PrunePlace;
}

/**
 * Removes events for good.
 *
 * @remarks
 * A call removes the oldest `limit` events that match, in one short
 * transaction that leaves the head of the log alone, so that appends on
 * PostgreSQL never wait for it. Their leaf hashes stay, and the counts per
 * hour follow.
 */
export interface EventPruner {
  prune(options: PruneOptions): Promise<PrunedBatch>;
}

/**
 * The table of events. Predicates see it under the alias `e`.
 *
 * @public
 */
export const EVENTS_TABLE = 'audit_log_events';

/** The single row that says where the log ends. @public */
export const HEAD_TABLE = 'audit_log_head';

/** Events per quarter of an hour, see {@link EventCountRow}. @public */
export const QUARTER_COUNTS_TABLE = 'audit_log_event_counts_quarter_hourly';

/**
 * Events per hour: the sums of {@link QUARTER_COUNTS_TABLE}, which triggers
 * keep. The same columns, but for `hour` instead of `quarter_hour`.
 *
 * @public
 */
export const HOUR_COUNTS_TABLE = 'audit_log_event_counts';

/**
 * Events per day (UTC): the sums of {@link HOUR_COUNTS_TABLE}, which triggers
 * keep. The same columns, but for `day` instead of `hour`.
 *
 * @public
 */
export const DAY_COUNTS_TABLE = 'audit_log_event_counts_daily';

/**
 * Leaf hashes of events that were removed and are not in a full tile yet.
 *
 * @public
 */
export const REMOVED_LEAVES_TABLE = 'audit_log_removed_leaves';

/** Full tiles of the Merkle tree, see `TreeTiles`. @public */
export const TILES_TABLE = 'audit_log_tiles';

/**
 * One row of `audit_log_events`: the event itself, as columns.
 *
 * @remarks
 * The same names and meanings on SQLite and PostgreSQL. Each fact is stored
 * once: what a search finds is what the leaf hash covers. The derived
 * columns (`actor_user`, `client_ip_key`, `search`, `superseded_by`) are for
 * looking up only and are never shown.
 *
 * Times are milliseconds since 1970 as integers (`bigint`), so that one
 * predicate is right on both databases. Numbers that are `bigint` in
 * PostgreSQL arrive as strings from its driver.
 *
 * Strings hold well-formed Unicode without NUL. A predicate on `id`, `amends`
 * or `superseded_by` must be given a valid lower case UUID, since PostgreSQL
 * stores them as `uuid`; a parameter must not hold NUL characters.
 *
 * Indexed: `sequence`; `id`; (`started_at`, `sequence`); (`actor_user`,
 * `started_at`, `sequence`); (`target_ref`, `started_at`, `sequence`);
 * `trace_id`; `amends`.
 *
 * @public
 */
export interface EventRow {
  /** Place in the log, contiguous from 1. Primary key. */
  sequence: string | number;
  /** UUIDv7, lower case. Unique. */
  id: string;
  started_at: string | number;
  /** Null while the operation is running. */
  ended_at: string | number | null;
  duration_ms: string | number | null;
  /** When it was appended; never decreases with `sequence`. */
  recorded_at: string | number;
  /** The same by the clock, as it was. Null where `leaf_version` is. */
  appended_at: string | number | null;
  plugin: string;
  event_id: string;
  action: string | null;
  category: string;
  /** 0 low, 1 medium, 2 high, 3 critical: the index in `severities`. */
  severity_rank: number;
  outcome: string;
  /** Id of the event of the same operation that this one corrects. */
  amends: string | null;
  /** Id of the event that corrects this one. Bounded reads hide such rows. */
  superseded_by: string | null;
  actor_type: string | null;
  /** Principal of the request. */
  actor_ref: string | null;
  actor_on_behalf_of: string | null;
  actor_via: string | null;
  actor_mode: string | null;
  /** The OAuth client whose token the request had. */
  actor_client_id: string | null;
  actor_client_name: string | null;
  /** The person: `actor_on_behalf_of`, else `actor_ref` of a user. Derived. */
  actor_user: string | null;
  target_type: string | null;
  target_ref: string | null;
  target_name: string | null;
  client_ip: string | null;
  /** The client's address as `ipAddressKey` writes it, so that ranges compare. Derived. */
  client_ip_key: string | null;
  user_agent: string | null;
  method: string | null;
  path: string | null;
  query: string | null;
  status: string | number | null;
  trace_id: string | null;
  request_id: string | null;
  claimed_trace_id: string | null;
  claimed_request_id: string | null;
  error_name: string | null;
  error_message: string | null;
  /**
   * The meta object as canonical JSON text (RFC 8785). On PostgreSQL
   * `e.meta::jsonb` never fails, on SQLite `json_extract(e.meta, …)` reads it.
   */
  meta: string | null;
  instance: string;
  /** Subject of the backend that delivered it. */
  delivered_by: string | null;
  /**
   * JSON of the members of groups that have no column, by group; null where
   * there are none.
   */
  more_members: string | null;
  /** Null: 1. */
  leaf_version: number | null;
  /** Which groups of fields the event has, a sum of {@link groupBits}. */
  groups: number;
  /** That of a leaf of version 1, see `leaf_salt`. */
  salt: Buffer | null;
  /**
   * 16 random bytes; null once a group was erased.
   *
   * Not in `salt` since version 2: software that knows version 1 only, on
   * another replica while a portal is upgraded, then fails to export an event
   * that it doesn't understand, instead of exporting one that can't be proven.
   */
  leaf_salt: Buffer | null;
  /** 32 bytes. */
  leaf_hash: Buffer;
  /** JSON of the commitments of erased groups and the keys of the others. */
  erasure: string | null;
  /**
   * Lower case text for searching by substring: actor, target, action,
   * plugin, event id, error, at most 1024 characters. Derived.
   */
  search: string;
}

/**
 * One row of `audit_log_event_counts_quarter_hourly`: how many operations
 * started in the quarter of an hour that begins at `quarter_hour` (milliseconds
 * since 1970), superseded events not counted. Written in the transaction that
 * appends the events.
 *
 * @public
 */
export interface EventCountRow {
  quarter_hour: string | number;
  plugin: string;
  category: string;
  severity_rank: number;
  outcome: string;
  /** Empty where the actor was erased. */
  actor_type: string;
  count: string | number;
}

/** What tells the counts of one stretch of time apart. @public */
export const countedColumns = [
  'plugin',
  'category',
  'severity_rank',
  'outcome',
  'actor_type',
] as const satisfies (keyof EventCountRow)[];

/**
 * Bits of {@link EventRow.groups}: a group that is an empty object is told
 * apart from one that is null.
 *
 * @public
 */
export const groupBits = {
  actor: 1,
  target: 2,
  client: 4,
  request: 8,
  meta: 16,
  error: 32,
} as const;

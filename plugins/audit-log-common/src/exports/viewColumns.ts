import { exportColumns } from './columns';

/** The column of an export that holds what a column of the explorer shows. */
const exportColumnOf: Record<string, string> = {
  time: 'started_at',
  what: 'event_id',
  event: 'event_id',
  duration: 'duration_ms',
  endedAt: 'ended_at',
  recordedAt: 'recorded_at',
  appendedAt: 'appended_at',
  actorType: 'actor_type',
  actorMode: 'actor_mode',
  clientId: 'actor_client_id',
  clientName: 'actor_client_name',
  onBehalfOf: 'actor_on_behalf_of',
  via: 'actor_via',
  targetType: 'target_type',
  ip: 'client_ip',
  userAgent: 'client_user_agent',
  method: 'request_method',
  path: 'request_path',
  query: 'request_query',
  status: 'request_status',
  traceId: 'trace_id',
  requestId: 'request_id',
  claimedTraceId: 'claimed_trace_id',
  claimedRequestId: 'claimed_request_id',
  error: 'error_message',
  leafHash: 'leaf_hash',
  deliveredBy: 'delivered_by',
};

/**
 * The columns of CSV and Parquet that hold what the columns of a view show, in
 * their order, each once; null, which means all, where the view leaves its
 * columns to the reader or an export has none of them. All columns of `meta`
 * are in one.
 *
 * @public
 */
export function exportColumnsOfView(columns: string[] | null): string[] | null {
  const known = new Set(exportColumns.map(({ name }) => name));
  const names = (columns ?? [])
    .map(column =>
      column.startsWith('meta.') ? 'meta' : exportColumnOf[column] ?? column,
    )
    .filter(name => known.has(name));
  return names.length > 0 ? [...new Set(names)] : null;
}

import { severities } from 'backstage-plugin-audit-log-common';

/**
 * The column that a field of the query language is compared with, and how its
 * written values become values of that column.
 */
export type FieldColumn =
  | { match: 'exact' | 'person'; column: string }
  | { match: 'words'; column: string }
  | { match: 'rank'; column: string; order: readonly string[] }
  | {
      match: 'span';
      column: string;
      values: 'status' | 'sequence' | 'duration' | 'time' | 'address';
    };

const ACTOR = 'coalesce(e.actor_user, e.actor_ref)';
const ERROR = "(e.error_name || ': ' || e.error_message)";

/** The column of every field of the registry but `meta.<path>`. */
export const fieldColumns: Record<string, FieldColumn> = {
  actor: { match: 'person', column: ACTOR },
  principal: { match: 'exact', column: 'e.actor_ref' },
  via: { match: 'exact', column: 'e.actor_via' },
  actorType: { match: 'exact', column: 'e.actor_type' },
  actorMode: { match: 'exact', column: 'e.actor_mode' },
  client: { match: 'exact', column: 'e.actor_client_id' },
  clientName: { match: 'exact', column: 'e.actor_client_name' },
  plugin: { match: 'exact', column: 'e.plugin' },
  event: { match: 'exact', column: 'e.event_id' },
  action: { match: 'exact', column: 'e.action' },
  category: { match: 'exact', column: 'e.category' },
  severity: { match: 'rank', column: 'e.severity_rank', order: severities },
  outcome: { match: 'exact', column: 'e.outcome' },
  target: { match: 'exact', column: 'e.target_ref' },
  targetType: { match: 'exact', column: 'e.target_type' },
  ip: { match: 'span', column: 'e.client_ip_key', values: 'address' },
  method: { match: 'exact', column: 'e.method' },
  path: { match: 'exact', column: 'e.path' },
  status: { match: 'span', column: 'e.status', values: 'status' },
  duration: { match: 'span', column: 'e.duration_ms', values: 'duration' },
  time: { match: 'span', column: 'e.started_at', values: 'time' },
  error: { match: 'words', column: ERROR },
  trace: { match: 'exact', column: 'e.trace_id' },
  request: { match: 'exact', column: 'e.request_id' },
  claimedTrace: { match: 'exact', column: 'e.claimed_trace_id' },
  claimedRequest: { match: 'exact', column: 'e.claimed_request_id' },
  instance: { match: 'exact', column: 'e.instance' },
  deliveredBy: { match: 'exact', column: 'e.delivered_by' },
  id: { match: 'exact', column: 'e.id' },
  sequence: { match: 'span', column: 'e.sequence', values: 'sequence' },
};

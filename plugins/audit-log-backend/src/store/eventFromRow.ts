import {
  Actor,
  AuditEvent,
  EventProof,
  ExportedEvent,
  Outcome,
  severities,
} from 'backstage-plugin-audit-log-common';
import { CommittedGroup } from 'backstage-plugin-audit-log-node';
import { EventRow, groupBits } from './columns';
import { isoTime } from './isoTime';
import { MoreMembers } from './moreMembers';

/** What is kept of an event some of whose groups were erased. */
export interface Erasure {
  /** Hex commitments of the erased groups. */
  commitments: Partial<Record<CommittedGroup, string>>;
  /** Hex keys of the groups that remain. */
  keys: Partial<Record<CommittedGroup, string>>;
}

/** The columns that an event is made of; the others are for looking up. */
export const shownColumns = [
  'sequence',
  'id',
  'started_at',
  'ended_at',
  'duration_ms',
  'recorded_at',
  'appended_at',
  'plugin',
  'event_id',
  'action',
  'category',
  'severity_rank',
  'outcome',
  'amends',
  'actor_type',
  'actor_ref',
  'actor_on_behalf_of',
  'actor_via',
  'actor_mode',
  'actor_client_id',
  'actor_client_name',
  'target_type',
  'target_ref',
  'target_name',
  'client_ip',
  'user_agent',
  'method',
  'path',
  'query',
  'status',
  'trace_id',
  'request_id',
  'claimed_trace_id',
  'claimed_request_id',
  'error_name',
  'error_message',
  'meta',
  'instance',
  'delivered_by',
  'more_members',
  'leaf_version',
  'groups',
  'salt',
  'leaf_salt',
  'leaf_hash',
  'erasure',
] as const satisfies (keyof EventRow)[];

/**
 * A row with what is needed to show its event. Bytes may come as hex, see
 * `hexBytes`.
 */
export type ShownRow = Omit<
  Pick<EventRow, (typeof shownColumns)[number]>,
  'salt' | 'leaf_salt' | 'leaf_hash'
> & {
  salt: Buffer | string | null;
  leaf_salt: Buffer | string | null;
  leaf_hash: Buffer | string;
};

/** Selects {@link ShownRow} of the events table, aliased `e`. */
export const shownSelection = shownColumns.map(column => `e.${column}`);

/** The event that a row holds. */
export function eventFromRow(row: ShownRow): AuditEvent {
  const erased = row.erasure
    ? Object.keys((JSON.parse(row.erasure) as Erasure).commitments)
    : undefined;
  const has = (group: CommittedGroup) =>
    Math.floor(row.groups / groupBits[group]) % 2 === 1 &&
    !erased?.includes(group);

  const more = row.more_members
    ? (JSON.parse(row.more_members) as MoreMembers)
    : undefined;

  return {
    id: row.id,
    startedAt: isoTime(Number(row.started_at)),
    endedAt: row.ended_at === null ? null : isoTime(Number(row.ended_at)),
    durationMs: row.duration_ms === null ? null : Number(row.duration_ms),
    plugin: row.plugin,
    eventId: row.event_id,
    action: row.action,
    category: row.category,
    severity: severities[row.severity_rank],
    outcome: row.outcome as Outcome,
    amends: row.amends,
    actor: has('actor')
      ? {
          type: row.actor_type as Actor['type'],
          ref: row.actor_ref,
          ...given({
            onBehalfOf: row.actor_on_behalf_of,
            via: row.actor_via,
            mode: row.actor_mode as Actor['mode'] | null,
            clientId: row.actor_client_id,
            clientName: row.actor_client_name,
          }),
          ...more?.actor,
        }
      : null,
    target: has('target')
      ? {
          type: row.target_type!,
          ref: row.target_ref!,
          ...given({ name: row.target_name }),
          ...more?.target,
        }
      : null,
    client: has('client')
      ? {
          ...given({ ip: row.client_ip, userAgent: row.user_agent }),
          ...more?.client,
        }
      : null,
    request: has('request')
      ? {
          ...given({
            method: row.method,
            path: row.path,
            query: row.query,
            status: row.status === null ? null : Number(row.status),
            traceId: row.trace_id,
            requestId: row.request_id,
            claimedTraceId: row.claimed_trace_id,
            claimedRequestId: row.claimed_request_id,
          }),
          ...more?.request,
        }
      : null,
    meta: has('meta') ? JSON.parse(row.meta!) : null,
    error: has('error')
      ? { name: row.error_name!, message: row.error_message!, ...more?.error }
      : null,
    instance: row.instance,
    sequence: String(row.sequence),
    recordedAt: isoTime(Number(row.recorded_at)),
    ...(row.leaf_version !== null && {
      appendedAt: isoTime(Number(row.appended_at)),
      deliveredBy: row.delivered_by,
      leafVersion: row.leaf_version,
    }),
    leafHash: hexOf(row.leaf_hash),
    ...(erased && { erased }),
  };
}

/** The same, with what opens the commitments of its leaf. */
export function exportedEventFromRow(row: ShownRow): ExportedEvent {
  return Object.assign(eventFromRow(row), { proof: proofOf(row) });
}

function proofOf({ erasure, ...row }: ShownRow): EventProof {
  const salt = row.salt ?? row.leaf_salt;
  if (salt) {
    return { salt: hexOf(salt) };
  }
  const { keys, commitments } = JSON.parse(erasure!) as Erasure;
  return { keys, commitments };
}

function hexOf(bytes: Buffer | string): string {
  return typeof bytes === 'string' ? bytes : bytes.toString('hex');
}

/** Without the members that are null. */
function given<T extends object>(
  members: T,
): { [K in keyof T]?: Exclude<T[K], null> } {
  const result: Partial<T> = {};
  for (const key in members) {
    if (members[key] !== null) {
      result[key] = members[key];
    }
  }
  return result as { [K in keyof T]?: Exclude<T[K], null> };
}

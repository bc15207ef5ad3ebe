import { InputError, toError } from '@backstage/errors';
import {
  LEAF_VERSION,
  RecordedEvent,
  severities,
} from 'backstage-plugin-audit-log-common';
import {
  commitSalted,
  CommittedGroup,
  committedGroups,
  LeafParts,
  leafParts,
} from 'backstage-plugin-audit-log-node';
import { addressKey } from './addressKey';
import { checkEvent, checkMeta } from './checkEvent';
import { groupBits } from './columns';
import { groupTexts } from './groupTexts';
import { findMoreMembers, MoreMembers, moreMembersText } from './moreMembers';
import { searchText } from './searchText';
import { isSuspectJson, isSuspectText, storableEvent } from './storableEvent';

/** A value that both database drivers take. */
export type Cell = string | number | Buffer | null;

/** The columns that are known before an event has its place in the log. */
export const preparedColumns = [
  'id',
  'started_at',
  'ended_at',
  'duration_ms',
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
  'actor_user',
  'target_type',
  'target_ref',
  'target_name',
  'client_ip',
  'client_ip_key',
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
  'leaf_salt',
  'search',
] as const;

/** Everything about an event that does not depend on its place in the log. */
export interface PreparedEvent {
  event: RecordedEvent & { deliveredBy: string | null };
  startedAtMs: number;
  /** The text of its leaf around what its place decides. */
  leaf: LeafParts;
  /** In the order of {@link preparedColumns}. */
  cells: Cell[];
}

/**
 * Does the work of an append that needs no lock: canonical form, commitments,
 * columns.
 *
 * @param salt - 16 random bytes
 * @param deliveredBy - the subject of the backend that delivered it
 *
 * @throws InputError for an event that can't be stored.
 */
export function prepareEvent(
  recorded: RecordedEvent,
  salt: Buffer,
  deliveredBy: string | null = null,
): PreparedEvent {
  try {
    return prepare({ ...recorded, deliveredBy }, salt);
  } catch (error) {
    if (error instanceof InputError) {
      throw error;
    }
    // Nothing but the event is looked at here: it is at fault, not the log.
    throw new InputError(
      `Event "${recorded.id}" can't be stored: ${toError(error).message}`,
    );
  }
}

/** An event, and who delivered it. */
interface Delivered extends RecordedEvent {
  deliveredBy: string | null;
}

function prepare(recorded: Delivered, salt: Buffer): PreparedEvent {
  checkEvent(recorded);
  const more = findMoreMembers(recorded);
  const texts = groupTexts(recorded, more);
  if (isSuspect(recorded, texts)) {
    const event = storableEvent(recorded) as Delivered;
    const storable = findMoreMembers(event);
    return assemble(event, groupTexts(event, storable), storable, salt);
  }
  return assemble(recorded, texts, more, salt);
}

function isSuspect(event: Delivered, texts: (string | null)[]): boolean {
  const { plugin, eventId, action, category, instance, deliveredBy } = event;
  return (
    isSuspectText(
      `${plugin}${eventId}${action}${category}${instance}${deliveredBy}`,
    ) || texts.some(text => text !== null && isSuspectJson(text))
  );
}

function assemble(
  recorded: Delivered,
  texts: (string | null)[],
  more: MoreMembers | undefined,
  salt: Buffer,
): PreparedEvent {
  const event = {
    ...recorded,
    id: recorded.id.toLowerCase(),
    amends: recorded.amends?.toLowerCase() ?? null,
  };
  const { actor, target, client, request, error } = event;
  const meta = texts[committedGroups.indexOf('meta')];
  if (meta !== null) {
    checkMeta(event, meta);
  }
  const commitments: Partial<Record<CommittedGroup, string>> = {};
  let groups = 0;
  committedGroups.forEach((group, i) => {
    const text = texts[i];
    if (text !== null) {
      groups += groupBits[group];
      commitments[group] = commitSalted(salt, group, text);
    }
  });

  const startedAtMs = Date.parse(event.startedAt);
  const cells: Cell[] = [
    event.id,
    startedAtMs,
    event.endedAt === null ? null : Date.parse(event.endedAt),
    event.durationMs,
    event.plugin,
    event.eventId,
    event.action,
    event.category,
    severities.indexOf(event.severity),
    event.outcome,
    event.amends,
    actor.type,
    actor.ref,
    actor.onBehalfOf ?? null,
    actor.via ?? null,
    actor.mode ?? null,
    actor.clientId ?? null,
    actor.clientName ?? null,
    actor.onBehalfOf ?? (actor.type === 'user' ? actor.ref : null),
    target?.type ?? null,
    target?.ref ?? null,
    target?.name ?? null,
    client?.ip ?? null,
    client?.ip ? addressKey(client.ip) : null,
    client?.userAgent ?? null,
    request?.method ?? null,
    request?.path ?? null,
    request?.query ?? null,
    request?.status ?? null,
    request?.traceId ?? null,
    request?.requestId ?? null,
    request?.claimedTraceId ?? null,
    request?.claimedRequestId ?? null,
    error?.name ?? null,
    error?.message ?? null,
    meta,
    event.instance,
    event.deliveredBy,
    moreMembersText(event, more),
    LEAF_VERSION,
    groups,
    salt,
    searchText(event),
  ];
  const leaf = leafParts({ ...event, commitments });
  return { event, startedAtMs, leaf, cells };
}

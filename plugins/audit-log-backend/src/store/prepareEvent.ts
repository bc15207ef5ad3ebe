import { InputError } from '@backstage/errors';
import { JsonValue } from '@backstage/types';
import {
  ipAddressKey,
  RecordedEvent,
  severities,
} from 'backstage-plugin-audit-log-common';
import {
  canonicalJson,
  commitGroup,
  CommittedGroup,
  committedGroups,
  groupKey,
} from 'backstage-plugin-audit-log-node';
import { checkEvent } from './checkEvent';
import { groupBits } from './columns';
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
  'error_name',
  'error_message',
  'meta',
  'instance',
  'groups',
  'salt',
  'search',
] as const;

/** The members of each group that have a column: what is hashed is stored. */
const storedGroups: Record<
  CommittedGroup,
  (event: RecordedEvent) => JsonValue | null
> = {
  actor: ({ actor: { type, ref, onBehalfOf, via } }) =>
    members({ type, ref, onBehalfOf, via }),
  target: ({ target }) =>
    target &&
    members({ type: target.type, ref: target.ref, name: target.name }),
  client: ({ client }) =>
    client && members({ ip: client.ip, userAgent: client.userAgent }),
  request: ({ request }) =>
    request &&
    members({
      method: request.method,
      path: request.path,
      query: request.query,
      status: request.status,
      traceId: request.traceId,
      requestId: request.requestId,
    }),
  meta: ({ meta }) => meta,
  error: ({ error }) =>
    error && members({ name: error.name, message: error.message }),
};

/** Canonical JSON leaves out members that are undefined. */
function members(value: { [key: string]: JsonValue | undefined }): JsonValue {
  return value as JsonValue;
}

/** Everything about an event that does not depend on its place in the log. */
export interface PreparedEvent {
  event: RecordedEvent;
  startedAtMs: number;
  commitments: Partial<Record<CommittedGroup, string>>;
  /** In the order of {@link preparedColumns}. */
  cells: Cell[];
}

/**
 * Does the work of an append that needs no lock: canonical form, commitments,
 * columns.
 *
 * @param salt - 16 random bytes
 *
 * @throws InputError for an event that can't be stored.
 */
export function prepareEvent(
  recorded: RecordedEvent,
  salt: Buffer,
): PreparedEvent {
  try {
    return prepare(recorded, salt);
  } catch (error) {
    if (error instanceof RangeError) {
      throw new InputError(
        `Event "${recorded.id}" can't be stored: ${error.message}`,
      );
    }
    throw error;
  }
}

function prepare(recorded: RecordedEvent, salt: Buffer): PreparedEvent {
  checkEvent(recorded);
  const texts = groupTexts(recorded);
  if (isSuspect(recorded, texts)) {
    const event = storableEvent(recorded);
    return assemble(event, groupTexts(event), salt);
  }
  return assemble(recorded, texts, salt);
}

/** Canonical JSON of each group, in the order of `committedGroups`. */
function groupTexts(event: RecordedEvent): (string | null)[] {
  return committedGroups.map(group => {
    const value = storedGroups[group](event);
    return value === null ? null : canonicalJson(value);
  });
}

function isSuspect(event: RecordedEvent, texts: (string | null)[]): boolean {
  const { plugin, eventId, action, category, instance } = event;
  return (
    isSuspectText(`${plugin}${eventId}${action}${category}${instance}`) ||
    texts.some(text => text !== null && isSuspectJson(text))
  );
}

function assemble(
  recorded: RecordedEvent,
  texts: (string | null)[],
  salt: Buffer,
): PreparedEvent {
  const event = {
    ...recorded,
    id: recorded.id.toLowerCase(),
    amends: recorded.amends?.toLowerCase() ?? null,
  };
  const { actor, target, client, request, error } = event;
  const commitments: Partial<Record<CommittedGroup, string>> = {};
  let groups = 0;
  committedGroups.forEach((group, i) => {
    const text = texts[i];
    if (text !== null) {
      groups += groupBits[group];
      commitments[group] = commitGroup(groupKey(salt, group), text).toString(
        'hex',
      );
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
    actor.onBehalfOf ?? (actor.type === 'user' ? actor.ref : null),
    target?.type ?? null,
    target?.ref ?? null,
    target?.name ?? null,
    client?.ip ?? null,
    client?.ip ? ipAddressKey(client.ip) ?? null : null,
    client?.userAgent ?? null,
    request?.method ?? null,
    request?.path ?? null,
    request?.query ?? null,
    request?.status ?? null,
    request?.traceId ?? null,
    request?.requestId ?? null,
    error?.name ?? null,
    error?.message ?? null,
    texts[committedGroups.indexOf('meta')],
    event.instance,
    groups,
    salt,
    searchText(event),
  ];
  return { event, startedAtMs, commitments, cells };
}

import { InputError } from '@backstage/errors';
import { JsonObject, JsonValue } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { canonicalJson } from 'backstage-plugin-audit-log-node';

/** The members of each group that have a column of their own. */
const columnsOf = {
  actor: new Set([
    'clientId',
    'clientName',
    'mode',
    'onBehalfOf',
    'ref',
    'type',
    'via',
  ]),
  client: new Set(['ip', 'userAgent']),
  target: new Set(['name', 'ref', 'type']),
  request: new Set([
    'claimedRequestId',
    'claimedTraceId',
    'method',
    'path',
    'query',
    'requestId',
    'status',
    'traceId',
  ]),
  error: new Set(['message', 'name']),
};

type Group = keyof typeof columnsOf;

const groups = Object.keys(columnsOf) as Group[];

/** Members of groups that have no column of their own. */
export type MoreMembers = { [group in Group]?: JsonObject };

/** Far above what an event says about itself. */
const MOST_BYTES = 16_384;

/** Undefined for an event that has none, as nearly all are. */
export function findMoreMembers(event: RecordedEvent): MoreMembers | undefined {
  let found: MoreMembers | undefined;
  for (const group of groups) {
    const value = event[group] as { [key: string]: JsonValue } | null;
    let more: [string, JsonValue][] | undefined;
    for (const key in value) {
      if (!columnsOf[group].has(key) && value[key] !== undefined) {
        more ??= [];
        more.push([key, value[key]]);
      }
    }
    if (more) {
      found ??= {};
      found[group] = Object.fromEntries(more);
    }
  }
  return found;
}

/**
 * Canonical JSON of what {@link findMoreMembers} found.
 *
 * @throws InputError where that is more than an event may have.
 */
export function moreMembersText(
  event: RecordedEvent,
  found: MoreMembers | undefined,
): string | null {
  if (!found) {
    return null;
  }
  const text = canonicalJson(found as JsonObject);
  const bytes = Buffer.byteLength(text);
  if (bytes > MOST_BYTES) {
    throw new InputError(
      `Event "${event.id}" can't be stored: what ${Object.keys(found).join(
        ', ',
      )} hold besides the usual is '${text.slice(
        0,
        40,
      )}…', expected at most ${MOST_BYTES} bytes, it has ${bytes}`,
    );
  }
  return text;
}

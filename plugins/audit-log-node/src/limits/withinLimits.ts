import {
  Actor,
  RecordedEvent,
  Target,
  actorModes,
  actorTypes,
} from 'backstage-plugin-audit-log-common';
import { eventLimits } from './eventLimits';
import { textFields } from './overLimit';
import { capText, fits, isStorable, storableText } from './texts';

const CATEGORY = /^[A-Z][A-Z0-9_]{0,63}$/;
const NO_CATEGORY = 'OTHER';
const NO_NAME = 'unnamed';

/**
 * The event, but for its `meta`, as the log takes it: texts cut and marked,
 * and without what is of the wrong type, wherever it comes from. The event
 * itself where nothing is to be changed, which is nearly always.
 */
export function withinLimits(event: RecordedEvent): RecordedEvent {
  return isWithin(event) ? event : bounded(event);
}

function isWithin(event: RecordedEvent): boolean {
  const { actor, category, durationMs, request, target } = event;
  for (const { read, max } of textFields) {
    const text: unknown = read(event);
    const isFine =
      text === undefined ||
      text === null ||
      // A UTF-16 code unit is at most 3 bytes.
      (typeof text === 'string' &&
        (text.length * 3 <= max || fits(text, max)) &&
        isStorable(text));
    if (!isFine) {
      return false;
    }
  }
  return (
    isCategory(category) &&
    !!event.plugin &&
    !!event.eventId &&
    !!event.instance &&
    actorTypes.includes(actor.type) &&
    (actor.mode === undefined || isMode(actor.mode)) &&
    (target === null || (!!target.type && !!target.ref)) &&
    isCount(durationMs ?? 0) &&
    Number.isSafeInteger(request?.status ?? 0)
  );
}

function bounded(event: RecordedEvent): RecordedEvent {
  const { actor, client, durationMs, error, request } = event;
  return {
    ...event,
    plugin: named(event.plugin, 'plugin'),
    eventId: named(event.eventId, 'eventId'),
    instance: named(event.instance, 'instance'),
    action: boundedAction(event.action),
    category: isCategory(event.category) ? event.category : NO_CATEGORY,
    durationMs: isCount(durationMs) ? durationMs : null,
    actor: boundedActor(actor),
    target: event.target && boundedTarget(event.target),
    client: client && {
      ...optional('ip', capped(client.ip, 'client.ip')),
      ...optional('userAgent', capped(client.userAgent, 'client.userAgent')),
    },
    request: request && {
      ...optional('method', capped(request.method, 'request.method')),
      ...optional('path', capped(request.path, 'request.path')),
      ...optional('query', capped(request.query, 'request.query')),
      ...(Number.isSafeInteger(request.status) && { status: request.status }),
      ...optional('traceId', capped(request.traceId, 'request.traceId')),
      ...optional('requestId', capped(request.requestId, 'request.requestId')),
      ...optional(
        'claimedTraceId',
        capped(request.claimedTraceId, 'request.claimedTraceId'),
      ),
      ...optional(
        'claimedRequestId',
        capped(request.claimedRequestId, 'request.claimedRequestId'),
      ),
    },
    error: error && {
      name: capped(error.name, 'error.name') ?? 'Error',
      message: capped(error.message, 'error.message') ?? '',
    },
  };
}

export function boundedActor(actor: Actor): Actor {
  return {
    type: actorTypes.includes(actor.type) ? actor.type : 'anonymous',
    ref: capped(actor.ref, 'actor.ref') ?? null,
    ...optional('onBehalfOf', capped(actor.onBehalfOf, 'actor.onBehalfOf')),
    ...optional('via', capped(actor.via, 'actor.via')),
    ...(isMode(actor.mode) && { mode: actor.mode }),
    ...optional('clientId', capped(actor.clientId, 'actor.clientId')),
    ...optional('clientName', capped(actor.clientName, 'actor.clientName')),
  };
}

/** An action as the log takes it, of whatever a resolver returned. */
export function boundedAction(action: unknown): string | null {
  return capped(action, 'action') ?? null;
}

/**
 * A target as the log takes it; null where it doesn't name anything.
 */
export function boundedTarget(target: Target): Target | null {
  const type = capped(target.type, 'target.type');
  const ref = capped(target.ref, 'target.ref');
  return type && ref
    ? { type, ref, ...optional('name', capped(target.name, 'target.name')) }
    : null;
}

/** A text within its limit; undefined for what isn't a text. */
function capped(
  text: unknown,
  field: keyof typeof eventLimits,
): string | undefined {
  return typeof text === 'string'
    ? capText(storableText(text), eventLimits[field])
    : undefined;
}

function named(text: unknown, field: keyof typeof eventLimits): string {
  return capped(text, field) || NO_NAME;
}

function optional<K extends string>(
  name: K,
  text: string | undefined,
): { [key in K]?: string } {
  return text === undefined ? {} : ({ [name]: text } as { [key in K]: string });
}

function isMode(mode: unknown): boolean {
  return actorModes.some(known => known === mode);
}

function isCategory(category: unknown): boolean {
  return typeof category === 'string' && CATEGORY.test(category);
}

function isCount(value: number | null): boolean {
  return value === null || (Number.isSafeInteger(value) && value >= 0);
}

import {
  Actor,
  Client,
  RecordedEvent,
  RequestFacts,
  Severity,
  severities,
} from 'backstage-plugin-audit-log-common';
import { boundedActor, capText, eventLimits, storableText } from '../limits';
import { ResolverRegistry } from '../resolvers';
import { withAssistant, withPerson } from './actor';
import { eventError } from './eventError';
import { storableMeta } from './meta';

/** What is known when an operation begins. */
export interface BeginOptions {
  id: string;
  /** Epoch milliseconds. */
  now: number;
  plugin: string;
  eventId: string;
  severity: string | undefined;
  actor: Actor;
  client: Client | null;
  request: RequestFacts | null;
  meta: unknown;
  instance: string;
  resolvers: ResolverRegistry;
}

/** What is added when it ends. */
export interface EndOptions {
  now: number;
  outcome: 'succeeded' | 'failed' | 'unknown';
  meta: unknown;
  /** What was thrown, unless it succeeded; or why the outcome isn't known. */
  error?: unknown;
  resolvers: ResolverRegistry;
}

/** The event of an operation that has just begun: its outcome is `pending`. */
export function beginEvent(options: BeginOptions): RecordedEvent {
  const meta = storableMeta(options.meta);
  const plugin = nonEmptyText(options.plugin, eventLimits.plugin);
  const eventId = nonEmptyText(options.eventId, eventLimits.eventId);
  return {
    id: options.id,
    startedAt: new Date(options.now).toISOString(),
    endedAt: null,
    durationMs: null,
    plugin,
    eventId,
    ...options.resolvers.resolve({
      plugin,
      eventId,
      meta: meta ?? {},
      request: options.request,
    }),
    severity: storableSeverity(options.severity),
    outcome: 'pending',
    amends: null,
    actor: withAssistant(
      withPerson(boundedActor(options.actor), meta, plugin),
      plugin,
    ),
    client: options.client,
    request: options.request,
    meta,
    error: null,
    instance: options.instance,
  };
}

/** The same event with its end; `begun` stays as it is. */
export function endEvent(
  begun: RecordedEvent,
  options: EndOptions,
): RecordedEvent {
  const ended: RecordedEvent = {
    ...begun,
    endedAt: new Date(options.now).toISOString(),
    // A clock that was set back gives no negative durations.
    durationMs: Math.max(0, options.now - Date.parse(begun.startedAt)),
    outcome: options.outcome,
    error: options.outcome === 'succeeded' ? null : eventError(options.error),
  };
  const added = storableMeta(options.meta);
  if (added) {
    const meta = { ...begun.meta, ...added };
    Object.assign(
      ended,
      { meta, actor: withPerson(begun.actor, meta, begun.plugin) },
      options.resolvers.resolve({
        plugin: begun.plugin,
        eventId: begun.eventId,
        meta,
        request: begun.request,
      }),
    );
  }
  return ended;
}

function storableSeverity(severity: string | undefined): Severity {
  return severities.find(known => known === severity) ?? 'low';
}

function nonEmptyText(text: unknown, max: number): string {
  const storable = typeof text === 'string' ? storableText(text) : '';
  return storable === '' ? 'unnamed' : capText(storable, max);
}

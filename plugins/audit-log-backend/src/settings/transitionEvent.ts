import {
  AUDIT_LOG_CATEGORY,
  OwnEventId,
  RecordedEvent,
  ownEvents,
} from 'backstage-plugin-audit-log-common';
import { storableMeta } from 'backstage-plugin-audit-log-node';
import { Caller, Recovery } from './types';

/** Facts of a completed transition. */
export interface TransitionEventOptions {
  id: string;
  eventId: Extract<OwnEventId, 'logging-start' | 'logging-stop'>;
  askedAt: string;
  completedAt: Date;
  askedBy: Caller;
  before: string;
  after: string;
  reason: string | null;
  /** What became of the events of before, which were kept until then. */
  recovery?: Recovery;
  keptUntil?: string;
  instance: string;
}

/**
 * The event that begins or ends a stretch of recording. It is made here and
 * not through the auditor, because it must be the first or the very last one.
 */
export function transitionEvent(
  options: TransitionEventOptions,
): RecordedEvent {
  // It stands where it took effect, in lists that go by the start as well.
  const at = options.completedAt.toISOString();
  return {
    id: options.id,
    startedAt: at,
    endedAt: at,
    durationMs: 0,
    plugin: 'audit-log',
    eventId: options.eventId,
    action: null,
    category: AUDIT_LOG_CATEGORY,
    severity: ownEvents[options.eventId].severity,
    outcome: 'succeeded',
    amends: null,
    actor: options.askedBy,
    target: { type: 'plugin', ref: 'audit-log' },
    client: null,
    request: null,
    meta: storableMeta({
      before: { state: options.before },
      after: { state: options.after },
      askedAt: options.askedAt,
      ...(options.reason !== null && { reason: options.reason }),
      ...(options.recovery && {
        recovery: options.recovery,
        keptUntil: options.keptUntil,
      }),
    }),
    error: null,
    instance: options.instance,
  };
}

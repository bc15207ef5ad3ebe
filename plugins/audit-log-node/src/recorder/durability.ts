import {
  RecordedEvent,
  Severity,
  compareSeverity,
} from 'backstage-plugin-audit-log-common';
import { Durability, DurabilityBySeverity } from './types';

/** A rule of `auditLog.recording.strict`; everything it names must match. */
export interface StrictRule {
  plugin?: string;
  eventId?: string;
  /** This severity or a higher one. */
  severity?: Severity;
}

/** How durable an event must be: strict by a rule, else by its severity. */
export function durabilityOf(
  event: Pick<RecordedEvent, 'plugin' | 'eventId' | 'severity'>,
  options: { bySeverity: DurabilityBySeverity; strict: StrictRule[] },
): Durability {
  const isStrict = options.strict.some(
    rule =>
      (rule.plugin === undefined || rule.plugin === event.plugin) &&
      (rule.eventId === undefined || rule.eventId === event.eventId) &&
      (rule.severity === undefined ||
        compareSeverity(event.severity, rule.severity) >= 0),
  );
  return isStrict ? 'strict' : options.bySeverity[event.severity];
}

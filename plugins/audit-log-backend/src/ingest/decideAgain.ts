import {
  OperationFacts,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { RuleBook } from 'backstage-plugin-audit-log-node';

/**
 * What the rules of this portal leave of delivered events. Where an earlier
 * event of an operation is in the log, so are those after it, also where that
 * one is still on its way: batches may overtake each other.
 *
 * @param known - what is in the log, by id
 */
export function decideAgain(
  events: RecordedEvent[],
  known: ReadonlyMap<string, OperationFacts>,
  rules: RuleBook,
): RecordedEvent[] {
  const kept: RecordedEvent[] = [];
  const ids = new Set<string>(known.keys());
  for (const event of events) {
    const id = event.id.toLowerCase();
    const amends = event.amends?.toLowerCase();
    // Under one id an end may follow what another process told as unknown.
    const mustKeep =
      ids.has(id) ||
      (amends !== undefined && (ids.has(amends) || keepsPending(event, rules)));
    const decided = rules.decide(event, { mustKeep });
    if (!mustKeep) {
      rules.count(decided);
    }
    if (decided.event) {
      kept.push(decided.event);
      ids.add(id);
    }
  }
  return kept;
}

/** Whether the event is kept that said that the operation goes on. */
function keepsPending(ended: RecordedEvent, rules: RuleBook): boolean {
  const pending: RecordedEvent = {
    ...ended,
    outcome: 'pending',
    amends: null,
    endedAt: null,
    durationMs: null,
    error: null,
  };
  return rules.decide(pending).event !== undefined;
}

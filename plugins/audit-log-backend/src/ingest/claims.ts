import {
  isSameOperation,
  OperationFacts,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { RefusedEvent } from 'backstage-plugin-audit-log-node';

/** Ids that events claim: their own, and those of what they amend. */
export function claimedIds(events: RecordedEvent[]): string[] {
  return [
    ...new Set(
      events.flatMap(({ id, amends }) =>
        (amends === null ? [id] : [id, amends]).map(each => each.toLowerCase()),
      ),
    ),
  ];
}

/**
 * The events that claim what isn't theirs: to amend an event of another
 * operation, or the id of one that is in the log already.
 *
 * @remarks
 * An event sent twice is the same operation each time. Whoever takes the id of
 * an event that is still to come is so found out when it comes, and the one
 * that comes isn't taken for a repetition.
 *
 * @param known - what is in the log, by id
 * @param deliveredBy - who sent them
 */
export function falseClaims(
  events: RecordedEvent[],
  known: ReadonlyMap<string, OperationFacts>,
  deliveredBy: string,
): RefusedEvent[] {
  const all = new Map<string, OperationFacts>(known);
  const refused: RefusedEvent[] = [];
  const refuse = (id: string, sentence: string) =>
    refused.push({ id, reason: `Event "${id}" can't be stored: ${sentence}` });
  const delivered = events.map(event => ({ ...event, deliveredBy }));
  for (const event of delivered) {
    const id = event.id.toLowerCase();
    const same = all.get(id);
    if (same && !isRepetition(event, same)) {
      refuse(
        event.id,
        'its id is that of an event of another operation, expected a new one',
      );
    } else if (!same) {
      all.set(id, event);
    }
  }
  for (const event of delivered) {
    const { amends } = event;
    const amended = amends !== null && all.get(amends.toLowerCase());
    if (amended && !isSameOperation(event, amended)) {
      refuse(
        event.id,
        `amends is "${amends}", expected an event of the same plugin, event id, actor and instance`,
      );
    }
  }
  const ids = new Set<string>();
  return refused.filter(({ id }) => !ids.has(id) && ids.add(id));
}

/** For whom a service acted may be known of one and not of the other. */
function isRepetition(event: OperationFacts, known: OperationFacts): boolean {
  return (
    known.actor === null ||
    isSameOperation(event, known) ||
    isSameOperation(known, event)
  );
}

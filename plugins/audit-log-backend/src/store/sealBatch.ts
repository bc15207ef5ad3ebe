import {
  appendLeaves,
  decodeFrontier,
  encodeFrontier,
  leafHash,
} from 'backstage-plugin-audit-log-node';
import { CountDeltas } from './CountDeltas';
import { KnownRow, LogHead, SealedBatch, SealedEvent } from './batch';
import { Operations } from './Operations';
import { PreparedEvent } from './prepareEvent';

/**
 * Gives the events of a batch their places: skips those that are in the log,
 * numbers the rest without a gap, computes leaf hashes and the new frontier,
 * and finds out which events are superseded.
 *
 * @param known - every row of the log whose `id` or `amends` is the id of an
 * event of the batch, or of an event that the batch amends
 * @param now - milliseconds since 1970
 */
export function sealBatch(
  prepared: PreparedEvent[],
  head: LogHead,
  known: KnownRow[],
  now: number,
): SealedBatch {
  const events = withoutDuplicates(prepared, known);
  const counts = new CountDeltas();
  const operations = new Operations(known);
  // Never before the event appended last, even if the clock was set back.
  const time = Math.max(now, head.time ?? 0);

  const sealed = events.map((event, i): SealedEvent => {
    const sequence = head.sequence + 1 + i;
    const hash = leafHash({
      ...event.event,
      sequence: String(sequence),
      commitments: event.commitments,
    });
    return { ...event, place: [sequence, time, hash, null] };
  });
  for (const event of sealed) {
    operations.add(event);
  }
  for (const { event, startedAtMs, place } of sealed) {
    if (place[3] === null) {
      counts.add(startedAtMs, event, 1);
    }
  }
  for (const row of operations.supersededRows) {
    counts.addRow(row, -1);
  }

  return {
    events: sealed,
    duplicates: prepared.length - events.length,
    head: {
      sequence: head.sequence + sealed.length,
      time: sealed.length === 0 ? head.time : time,
      frontier: encodeFrontier(
        appendLeaves(
          decodeFrontier(head.sequence, head.frontier),
          sealed.map(({ place }) => place[2]),
        ),
      ),
    },
    superseded: operations.supersededRows.map(row => ({
      sequence: Number(row.sequence),
      by: row.superseded_by!,
    })),
    counts: counts.rows(),
  };
}

function withoutDuplicates(
  prepared: PreparedEvent[],
  known: KnownRow[],
): PreparedEvent[] {
  const ids = new Set(known.map(row => row.id));
  return prepared.filter(({ event }) => {
    const isNew = !ids.has(event.id);
    ids.add(event.id);
    return isNew;
  });
}

import {
  appendLeaves,
  hashLeaf,
  joinLeaf,
} from 'backstage-plugin-audit-log-node';
import { KnownRow, LogHead, SealedBatch, SealedEvent } from './batch';
import { CountDeltas } from './CountDeltas';
import { isoTime } from './isoTime';
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
  // Never before the event appended last, even if the clock was set back.
  const recordedAtMs = Math.max(now, head.time ?? 0);
  const appendedAt = isoTime(now);
  const recordedAt = isoTime(recordedAtMs);
  const size = head.frontier.size;
  const events = withoutDuplicates(prepared, known).map(
    (event, i): SealedEvent => {
      const sequence = size + 1 + i;
      const place = { appendedAt, recordedAt, sequence: String(sequence) };
      return {
        prepared: event,
        sequence,
        recordedAtMs,
        appendedAtMs: now,
        leafHash: hashLeaf(joinLeaf(event.leaf, place)),
        supersededBy: null,
      };
    },
  );
  const operations = new Operations(known);
  if (known.length > 0 || events.some(isAmending)) {
    events.forEach(event => operations.add(event));
  }
  return {
    events,
    duplicates: prepared.length - events.length,
    head: {
      frontier: appendLeaves(
        head.frontier,
        events.map(({ leafHash }) => leafHash),
      ),
      time: events.length === 0 ? head.time : recordedAtMs,
      awaited: head.awaited + operations.awaitedDelta(),
    },
    superseded: operations.supersededRows.map(row => ({
      sequence: Number(row.sequence),
      by: row.superseded_by!,
    })),
    counts: countDeltas(events, operations.supersededRows),
  };
}

function isAmending({ prepared }: SealedEvent): boolean {
  return prepared.event.amends !== null;
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

function countDeltas(events: SealedEvent[], superseded: KnownRow[]) {
  const counts = new CountDeltas();
  for (const { prepared, supersededBy } of events) {
    if (supersededBy === null) {
      counts.add(prepared.startedAtMs, prepared.event, 1);
    }
  }
  for (const row of superseded) {
    counts.addRow(row, -1);
  }
  return counts.rows();
}

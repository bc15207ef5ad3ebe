import {
  appendLeaves,
  hashLeaf,
  joinLeaf,
} from 'backstage-plugin-audit-log-node';
import { KnownRow, LogHead, SealedBatch, SealedEvent } from './batch';
import { CountDeltas } from './CountDeltas';
import { isoTime } from './isoTime';
import { laterOutcome } from './laterOutcome';
import { PreparedEvent } from './prepareEvent';
import { awaitedDelta, ChangedRow, supersede } from './supersede';

/**
 * Gives the events of a batch their places: skips those that are in the log,
 * numbers the rest without a gap, computes leaf hashes and the new frontier,
 * and finds out which events are superseded.
 *
 * @param known - every row of the log that is of an operation of the batch
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
  const concerns = known.length > 0 || events.some(isAmending);
  const changed = concerns ? supersede(known, events) : [];
  return {
    events,
    duplicates: prepared.length - events.length,
    head: {
      frontier: appendLeaves(
        head.frontier,
        events.map(({ leafHash }) => leafHash),
      ),
      time: events.length === 0 ? head.time : recordedAtMs,
      awaited: head.awaited + (concerns ? awaitedDelta(known, events) : 0),
    },
    superseded: changed.map(({ row, by }) => ({
      sequence: Number(row.sequence),
      by,
    })),
    counts: countDeltas(events, changed),
  };
}

function isAmending({ prepared }: SealedEvent): boolean {
  return prepared.event.amends !== null;
}

/** An event that is there and says more of the outcome now amends itself. */
function withoutDuplicates(
  prepared: PreparedEvent[],
  known: KnownRow[],
): PreparedEvent[] {
  const there = new Map<string, KnownRow | PreparedEvent>(
    known.map(row => [row.id, row]),
  );
  const fresh: PreparedEvent[] = [];
  for (const event of prepared) {
    const before = there.get(event.event.id);
    const added = before ? laterOutcome(event, before) : event;
    if (added && !there.has(added.event.id)) {
      there.set(added.event.id, added);
      fresh.push(added);
    }
  }
  return fresh;
}

function countDeltas(events: SealedEvent[], changed: ChangedRow[]) {
  const counts = new CountDeltas();
  for (const { prepared, supersededBy } of events) {
    if (supersededBy === null) {
      counts.add(prepared.startedAtMs, prepared.event, 1);
    }
  }
  for (const { row, by } of changed) {
    counts.addRow(row, by === null ? 1 : -1);
  }
  return counts.rows();
}

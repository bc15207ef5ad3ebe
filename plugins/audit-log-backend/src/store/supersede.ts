import {
  StandingFacts,
  supersededEvents,
} from 'backstage-plugin-audit-log-common';
import { KnownRow, SealedEvent } from './batch';
import { operationOfRow } from './operationOfRow';

/** A row of the log that the added events change. */
export interface ChangedRow {
  row: KnownRow;
  /** Id of the event that stands in its place; null where it stands again. */
  by: string | null;
}

/**
 * Notes of the added events in whose place another one stands, and finds the
 * rows of the log in whose place one of them does.
 *
 * @param known - every row of the log that has to do with the added events
 * @param added - the events of the batch, in order
 */
export function supersede(
  known: KnownRow[],
  added: SealedEvent[],
): ChangedRow[] {
  const superseded = supersededEvents([
    ...known.map(standingOfRow),
    ...added.map(({ prepared: { event }, sequence }) => ({
      ...event,
      sequence,
    })),
  ]);
  for (const event of added) {
    event.supersededBy = superseded.get(event.prepared.event.id) ?? null;
  }
  const ids = new Set(known.map(({ id }) => id));
  return known.flatMap(row => {
    const by = superseded.get(row.id) ?? null;
    const { superseded_by: before } = row;
    // What stands in its place may have been removed, and still did.
    const stands = by === null && (before === null || ids.has(before));
    return stands === (before === null) ? [] : [{ row, by }];
  });
}

/** How many more events amend one that is not in the log. */
export function awaitedDelta(known: KnownRow[], added: SealedEvent[]): number {
  const events = added.map(({ prepared }) => prepared.event);
  const inLog = new Set(known.map(({ id }) => id));
  const isNew = new Set(events.map(({ id }) => id));
  const come = known.filter(
    ({ id, amends }) => amends !== null && amends !== id && isNew.has(amends),
  );
  const toCome = events.filter(
    ({ amends }) => amends !== null && !inLog.has(amends) && !isNew.has(amends),
  );
  return toCome.length - come.length;
}

function standingOfRow(row: KnownRow): StandingFacts {
  return {
    ...operationOfRow(row),
    id: row.id,
    amends: row.amends,
    outcome: row.outcome as StandingFacts['outcome'],
    sequence: row.sequence,
  };
}

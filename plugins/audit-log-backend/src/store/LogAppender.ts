import { LogHead } from './batch';
import { PreparedEvent } from './prepareEvent';

/** What an append came to. */
export interface Appended {
  appended: number;
  duplicates: number;
  head: LogHead;
}

/**
 * The transaction that gives a batch its sequences, on one kind of database.
 *
 * @remarks
 * `append` MUST be all or nothing, MUST lock the head of the log before it
 * looks for duplicates, and MUST NOT be called again before it is settled.
 */
export interface LogAppender {
  append(events: PreparedEvent[], clock: () => number): Promise<Appended>;
}

/** Columns that {@link sealBatch} needs of the rows it is given. */
export const knownColumns =
  'sequence, id, amends, superseded_by, started_at, plugin, category, severity_rank, outcome, actor_type';

/** Ids of the events of a batch and of the events that they amend. */
export function concernedIds(events: PreparedEvent[]): string[] {
  const ids: string[] = [];
  for (const { event } of events) {
    ids.push(event.id);
    if (event.amends !== null) {
      ids.push(event.amends);
    }
  }
  return ids;
}

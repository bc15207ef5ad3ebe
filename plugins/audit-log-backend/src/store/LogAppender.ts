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
 * `append` may be called again before it is settled. Batches MUST be committed
 * in the order of the calls, each all or nothing, and one that fails MUST NOT
 * make the next one fail. Nothing may be committed by another process between
 * the reading of the head and the commit.
 */
export interface LogAppender {
  append(events: PreparedEvent[]): Promise<Appended>;
}

/** Columns that `sealBatch` needs of the rows it is given. */
export const knownColumns =
  'sequence, id, amends, superseded_by, started_at, plugin, event_id, category, severity_rank, outcome, actor_type, actor_ref, actor_on_behalf_of, actor_via, instance, delivered_by, leaf_version';

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

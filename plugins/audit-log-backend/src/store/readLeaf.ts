import {
  CommittedGroup,
  groupKeys,
  leafOfEvent,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { EVENTS_TABLE, EventRow } from './columns';
import { exportedEventFromRow } from './eventFromRow';

/** The leaf of an event, and what opens its commitments. */
export interface EventLeaf {
  sequence: string;
  /** Its canonical text. */
  leaf: string;
  /** Hex keys of the groups that are not erased. */
  keys: Partial<Record<CommittedGroup, string>>;
}

/** Undefined where there is no such event. */
export async function readLeaf(
  knex: Knex,
  id: string,
): Promise<EventLeaf | undefined> {
  const row = await knex<EventRow>(EVENTS_TABLE).where({ id }).first();
  if (!row) {
    return undefined;
  }
  const { proof, ...event } = exportedEventFromRow(row);
  return {
    sequence: event.sequence,
    leaf: leafOfEvent(event, proof),
    keys: groupKeys(event, proof),
  };
}

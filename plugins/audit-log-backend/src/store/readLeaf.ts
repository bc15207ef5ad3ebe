import {
  canonicalJson,
  commitGroup,
  CommittedGroup,
  committedGroups,
  groupKey,
  leafText,
} from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { EVENTS_TABLE, EventRow } from './columns';
import { Erasure, eventFromRow } from './eventFromRow';

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
  return row && leafOf(row);
}

function leafOf(row: EventRow): EventLeaf {
  const event = eventFromRow(row);
  const erasure: Erasure = row.erasure
    ? JSON.parse(row.erasure)
    : { commitments: {}, keys: {} };
  const commitments: EventLeaf['keys'] = { ...erasure.commitments };
  const keys: EventLeaf['keys'] = {};
  for (const group of committedGroups) {
    const value = event[group];
    if (value !== null) {
      const key = row.salt
        ? groupKey(row.salt, group)
        : Buffer.from(erasure.keys[group]!, 'hex');
      keys[group] = key.toString('hex');
      commitments[group] = commitGroup(key, canonicalJson(value));
    }
  }
  return {
    sequence: event.sequence,
    leaf: leafText({ ...event, commitments }),
    keys,
  };
}

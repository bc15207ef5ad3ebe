import { Knex } from 'knex';
import { EVENTS_TABLE } from '../store';

/** Of how many of the latest events the process is looked at. */
const LATEST = 2_000;

/** The processes that recorded the latest events, by name. */
export async function replicasSeen(knex: Knex): Promise<string[]> {
  const rows: { instance: string }[] = await knex
    .from(
      knex(EVENTS_TABLE)
        .select('instance')
        .orderBy('sequence', 'desc')
        .limit(LATEST)
        .as('latest'),
    )
    .distinct('instance')
    .orderBy('instance');
  return rows.map(({ instance }) => instance);
}

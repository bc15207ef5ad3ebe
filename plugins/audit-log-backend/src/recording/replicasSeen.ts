import { Knex } from 'knex';
import { EVENTS_TABLE } from '../store';

/** How lately one must have recorded to count as alive, in milliseconds. */
const ALIVE_MS = 5 * 60_000;

/** Of how many of the latest events the process is looked at. */
const LATEST = 2_000;

/**
 * The processes that recorded lately, by name. Of other backends only who
 * delivered is known: their processes name themselves as they like.
 */
export async function replicasSeen(
  knex: Knex,
  now: Date = new Date(),
): Promise<string[]> {
  const rows: { name: string }[] = await knex
    .from(
      knex(EVENTS_TABLE)
        .select('appended_at', {
          name: knex.raw('coalesce(delivered_by, instance)'),
        })
        .orderBy('sequence', 'desc')
        .limit(LATEST)
        .as('latest'),
    )
    .where('appended_at', '>', now.getTime() - ALIVE_MS)
    .distinct('name')
    .orderBy('name');
  return rows.map(({ name }) => name);
}

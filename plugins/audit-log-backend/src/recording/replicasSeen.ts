import { Knex } from 'knex';
import { EVENTS_TABLE } from '../store';

/** How lately one must have recorded to count as alive, in milliseconds. */
const ALIVE_MS = 5 * 60_000;

/** Of how many of the latest events the process is looked at. */
const LATEST = 2_000;

/**
 * The processes that recorded lately, by name: those of other backends don't
 * say themselves that they are there.
 */
export async function replicasSeen(
  knex: Knex,
  now: Date = new Date(),
): Promise<string[]> {
  const rows: { instance: string }[] = await knex
    .from(
      knex(EVENTS_TABLE)
        .select('instance', 'appended_at')
        .orderBy('sequence', 'desc')
        .limit(LATEST)
        .as('latest'),
    )
    .where('appended_at', '>', now.getTime() - ALIVE_MS)
    .distinct('instance')
    .orderBy('instance');
  return rows.map(({ instance }) => instance);
}

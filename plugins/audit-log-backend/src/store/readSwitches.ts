import { Knex } from 'knex';
import { EVENTS_TABLE } from './columns';
import { orderedSwitches, Switch } from './orderedSwitches';

/** The condition of the index over the events that begin and end recording. */
const IS_SWITCH = `plugin = 'audit-log' and event_id in ('logging-start', 'logging-stop')`;

/** How many of the latest are read. */
const MOST = 1_000;

/**
 * When recording began and ended, oldest first, as far as the log still has
 * the events that say so.
 *
 * @remarks
 * Both begin and end when they took effect. In the first release they began when
 * they were asked for; a beginning counted from then on.
 */
export async function readSwitches(knex: Knex): Promise<Switch[]> {
  const rows: {
    event_id: string;
    started_at: string | number;
    ended_at: string | number | null;
  }[] = await knex(EVENTS_TABLE)
    .select('event_id', 'started_at', 'ended_at')
    .whereRaw(IS_SWITCH)
    .orderBy('sequence', 'desc')
    .limit(MOST);
  return orderedSwitches(
    rows.reverse().map(row => {
      const isOn = row.event_id === 'logging-start';
      const at = isOn ? row.started_at : row.ended_at ?? row.started_at;
      return { at: Number(at), isOn };
    }),
  );
}

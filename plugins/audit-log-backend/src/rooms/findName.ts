import { within } from '../ticks';
import { Room } from './types';

/** What went wrong already, possibly because of the database, isn't held up. */
const PATIENCE_MS = 1000;

/**
 * Tells what the thing is called that an own event is about; undefined where no
 * room knows.
 */
export function findName(
  nameOf: Required<Room>['nameOf'],
): (eventId: string, id: string) => Promise<string | undefined> {
  return async (eventId, id) => {
    const about = Object.keys(nameOf).find(kind =>
      eventId.startsWith(`${kind}-`),
    );
    return about
      ? within(nameOf[about](id), { limitMs: PATIENCE_MS, onLimit: '' })
      : undefined;
  };
}

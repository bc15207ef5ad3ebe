import { EventStore } from '../store';

/** For how long after a person's change entities may follow it. */
const LATELY_MS = 10 * 60_000;

/**
 * Makes a function that finds who registered, changed or removed a location
 * in the last ten minutes. Entities follow a location with some delay.
 */
export function createPersonFinder(options: {
  store: Pick<EventStore, 'list'>;
  clock: () => Date;
}): (location: string) => Promise<string | undefined> {
  const { store, clock } = options;
  return async location => {
    const { items } = await store.list({
      where: [
        query =>
          query.where({
            'e.plugin': 'catalog',
            'e.event_id': 'location-mutate',
            'e.outcome': 'succeeded',
            'e.target_ref': location,
          }),
      ],
      from: new Date(clock().getTime() - LATELY_MS).toISOString(),
      order: 'desc',
      limit: 1,
    });
    const actor = items[0]?.actor;
    return actor?.type === 'user' ? actor.ref ?? undefined : undefined;
  };
}

import { Dependents } from 'backstage-plugin-audit-log-common';
import { Handlers } from './handlers';
import { Room } from './types';

/** All of a union's members at once. */
type Joined<U> = (U extends unknown ? (member: U) => void : never) extends (
  joined: infer J,
) => void
  ? J
  : never;

/** What all of some rooms answer; a route is missing where no room has it. */
export type HandlersOf<R extends Room> = Joined<
  R extends { handlers: infer H extends Partial<Handlers> } ? H : object
>;

/** Several rooms as one. */
export interface FoldedRooms<R extends Room> extends Required<Room> {
  handlers: HandlersOf<R> & Partial<Handlers>;
  dependents(): Promise<Dependents>;
  stop(ticked: Promise<void>): Promise<void>;
}

/**
 * Makes one room of several, in whose order they are activated and retired:
 * the next one waits for the one before it, and none follows one that failed.
 * They stop at once, and none waits for another.
 *
 * @throws Error where two rooms answer the same route or name the same things.
 */
export function foldRooms<const R extends readonly Room[]>(
  rooms: R,
): FoldedRooms<R[number]> {
  const all: readonly Room[] = rooms;
  return {
    handlers: joined(
      'Two rooms answer route',
      all.map(({ handlers }) => handlers),
    ) as FoldedRooms<R[number]>['handlers'],
    nameOf: joined(
      'Two rooms name things of',
      all.map(({ nameOf }) => nameOf),
    ),
    tasks: joined(
      'Two rooms schedule',
      all.map(({ tasks }) => tasks),
    ),
    ticks: all.flatMap(({ ticks = [] }) => ticks),
    dependents: async () => {
      const found = await Promise.all(all.map(room => room.dependents?.()));
      return Object.assign(none(), ...found);
    },
    activate: async (settings, signal) => {
      for (const room of all) {
        signal.throwIfAborted();
        await room.activate?.(settings, signal);
      }
    },
    retire: async settings => {
      for (const room of all) {
        await room.retire?.(settings);
      }
    },
    stop: async ticked => {
      await Promise.allSettled(all.map(async room => room.stop?.(ticked)));
    },
  };
}

function none(): Dependents {
  return {
    storageIntegrations: [],
    exportSchedules: [],
    views: [],
    grants: [],
    legalHolds: [],
    toSetUpAgain: { storageIntegrations: [], exportSchedules: [] },
  };
}

function joined<T>(
  twice: string,
  records: (Partial<Record<string, T>> | undefined)[],
): Record<string, T> {
  const names = records.flatMap(record => Object.keys(record ?? {}));
  const again = names.find((name, index) => names.indexOf(name) !== index);
  if (again !== undefined) {
    throw new Error(`${twice} '${again}': expected one`);
  }
  return Object.assign({}, ...records);
}

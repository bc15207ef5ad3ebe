import { StoredSettings } from '../settings';
import { findName } from './findName';
import { foldRooms } from './foldRooms';
import { Handlers } from './handlers';
import { Room } from './types';

const settings = { transitionId: 'some' } as StoredSettings;
const running = new AbortController().signal;

/** A room that notes what it is asked for, and when it has done it. */
function noting(name: string, notes: string[]) {
  const note = async (what: string) => {
    notes.push(`${name} begins to ${what}`);
    await Promise.resolve();
    notes.push(`${name} has done it`);
  };
  return {
    activate: () => note('activate'),
    retire: () => note('retire'),
    stop: () => note('stop'),
  } satisfies Room;
}

describe('foldRooms', () => {
  it('readies rooms one after another, and none after one that fails', async () => {
    const notes: string[] = [];
    const failing: Room = {
      activate: async () => {
        throw new Error('no storage');
      },
    };
    const { activate } = foldRooms([
      noting('first', notes),
      {},
      noting('second', notes),
      failing,
      noting('third', notes),
    ]);
    await expect(activate(settings, running)).rejects.toThrow('no storage');
    expect(notes).toEqual([
      'first begins to activate',
      'first has done it',
      'second begins to activate',
      'second has done it',
    ]);
  });

  it('readies no further room once the backend shuts down', async () => {
    const notes: string[] = [];
    const stopping = new AbortController();
    const { activate } = foldRooms([
      { activate: async () => stopping.abort(new Error('shutting down')) },
      noting('next', notes),
    ]);
    await expect(activate(settings, stopping.signal)).rejects.toThrow(
      'shutting down',
    );
    expect(notes).toEqual([]);
  });

  it('retires rooms one after another', async () => {
    const notes: string[] = [];
    await foldRooms([noting('first', notes), noting('second', notes)]).retire(
      settings,
    );
    expect(notes).toEqual([
      'first begins to retire',
      'first has done it',
      'second begins to retire',
      'second has done it',
    ]);
  });

  it('stops rooms at once, also beside one that fails or hangs', async () => {
    const notes: string[] = [];
    let end = () => {};
    const hanging = new Promise<void>(resolve => {
      end = resolve;
    });
    const told: Promise<void>[] = [];
    const { stop } = foldRooms([
      {
        stop: () => {
          throw new Error('at once');
        },
      },
      { stop: async () => Promise.reject(new Error('later')) },
      { stop: () => hanging },
      {
        stop: ticked => {
          told.push(ticked);
        },
      },
      noting('last', notes),
    ]);
    const ticked = Promise.resolve();
    const stopped = stop(ticked);
    expect(told).toEqual([ticked]);
    expect(notes).toEqual(['last begins to stop']);
    end();
    await stopped;
    expect(notes).toEqual(['last begins to stop', 'last has done it']);
  });

  it('joins what rooms answer, name, schedule and do, also twice', async () => {
    const tick = (name: string) => ({
      name,
      intervalMs: 1,
      limitMs: 1,
      run: async () => {},
    });
    const handler = async () => ({ items: [] });
    const { handlers, nameOf, tasks, ticks } = foldRooms([
      foldRooms([
        { handlers: { listViews: handler }, ticks: [tick('one')] },
        { nameOf: { view: async id => `view ${id}` } },
      ]),
      {
        handlers: { listGrants: handler },
        tasks: { Something: async () => {} },
        ticks: [tick('two'), tick('three')],
      },
    ]);
    // What no room answers isn't there, and the compiler knows.
    const known: Handlers<'listViews' | 'listGrants'> = handlers;
    // @ts-expect-error -- no room answers this route
    const unknown: Handlers<'getMe'> = handlers;
    expect(unknown).toBe(known);
    expect(Object.keys(handlers)).toEqual(['listViews', 'listGrants']);
    expect(await nameOf.view('1')).toBe('view 1');
    expect(Object.keys(tasks)).toEqual(['Something']);
    expect(ticks.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
  });

  it('refuses what two rooms claim', () => {
    const handler = async () => ({ items: [] });
    const handlers = { listViews: handler };
    expect(() => foldRooms([{ handlers }, { handlers }])).toThrow(
      "Two rooms answer route 'listViews': expected one",
    );
    const nameOf = { view: async () => undefined };
    expect(() => foldRooms([{ nameOf }, { nameOf }])).toThrow(
      "Two rooms name things of 'view': expected one",
    );
    const tasks = { Something: async () => {} };
    expect(() => foldRooms([{ tasks }, { tasks }])).toThrow(
      "Two rooms schedule 'Something': expected one",
    );
  });

  it('tells of everything that hangs on the log, and of nothing else', async () => {
    const view = { id: '1', name: 'mine', owner: 'user:default/ada' };
    expect(
      await foldRooms([
        { dependents: async () => ({ views: [view] }) },
        {},
      ]).dependents(),
    ).toEqual({
      storageIntegrations: [],
      exportSchedules: [],
      views: [view],
      grants: [],
      legalHolds: [],
      toSetUpAgain: { storageIntegrations: [], exportSchedules: [] },
    });
  });
});

describe('findName', () => {
  const name = findName({
    grant: async id => `grant ${id}`,
    'legal-hold': async id => `hold ${id}`,
  });

  it('asks the room whose things the event is about', async () => {
    expect(await name('grant-create', '1')).toBe('grant 1');
    expect(await name('legal-hold-release', '2')).toBe('hold 2');
    expect(await name('grants-read', '3')).toBeUndefined();
    expect(await name('view-read', '4')).toBeUndefined();
  });
});

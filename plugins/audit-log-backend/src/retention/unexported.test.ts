import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import {
  DAY_MS,
  daysAgo,
  retainingLog,
  start,
} from './__testUtils__/retainingLog';
import { UnexportedEvents } from './types';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const never = new AbortController().signal;

type Options = Parameters<typeof retainingLog>[0];

describe.each(databases.eachSupportedId())('unexported events on %s', id => {
  const setUp = async (options: Omit<Options, 'knex'>) =>
    retainingLog({ ...options, knex: await initDatabase(databases, id) });

  it.each([
    [true, ['unexported']],
    [false, []],
  ])(
    'warns of unexported events and holds them back: %s',
    async (holdUnexported, expected) => {
      const unexported: UnexportedEvents[] = [
        {
          schedule: 'Nightly',
          afterSequence: '1',
          where: [
            query => {
              query.where('e.plugin', 'catalog');
            },
          ],
        },
      ];
      const { store, runner, news, left } = await setUp({
        changed: { holdUnexported },
        unexported,
      });
      await store.append([
        recordedEvent({ eventId: 'exported', ...daysAgo(40) }),
        recordedEvent({ eventId: 'unexported', ...daysAgo(40) }),
        recordedEvent({
          eventId: 'not in the view',
          plugin: 'scaffolder',
          ...daysAgo(40),
        }),
      ]);
      await runner.run(never);
      expect(await left()).toEqual(expected);
      expect(news).toEqual([
        {
          kind: 'unexported',
          schedules: ['Nightly'],
          heldBack: holdUnexported,
        },
      ]);
    },
  );

  describe('while its warning fails', () => {
    const schedule = (name: string): UnexportedEvents => ({
      schedule: name,
      afterSequence: '0',
      where: [],
    });
    const setUpOld = async (holdUnexported: boolean) => {
      const found = await setUp({
        changed: { holdUnexported },
        unexported: [schedule('Nightly'), schedule('Hourly')],
      });
      await found.store.append([
        recordedEvent({ eventId: 'old', ...daysAgo(40) }),
        recordedEvent({ eventId: 'new', ...daysAgo(0) }),
      ]);
      return found;
    };

    it('removes what is due, and says what it could not work out', async () => {
      const { runner, state, left, news, problems } = await setUpOld(false);
      const list = state.list;
      let asked = 0;
      state.list = async query => {
        asked += 1;
        if (asked === 1) {
          throw new Error('it took too long');
        }
        return list(query);
      };
      await runner.run(never);
      expect(await left()).toEqual(['new']);
      expect(problems).toEqual([
        "Nobody is warned of events that are removed before 'Nightly' exported them: it took too long",
      ]);
      expect(news).toEqual([
        { kind: 'unexported', schedules: ['Hourly'], heldBack: false },
      ]);
      await runner.run(never);
      expect(problems.at(-1)).toBeUndefined();
    });

    it('removes only what it needs not hold back then', async () => {
      const { runner, state, left, problems } = await setUpOld(false);
      state.unexportedFails = true;
      await runner.run(never);
      expect(await left()).toEqual(['new']);
      expect(problems.at(-1)).toContain('the schedules are away');

      const held = await setUpOld(true);
      held.state.unexportedFails = true;
      await expect(held.runner.run(never)).rejects.toThrow('are away');
      expect(await held.left()).toEqual(['old', 'new']);
    });

    it('removes and purges where nobody can be told', async () => {
      const retaining = await setUpOld(false);
      retaining.state.newsFail = true;
      await retaining.runner.run(never);
      expect(await retaining.left()).toEqual(['new']);

      const { runner, state, store, left, pass } = await setUp({
        state: 'disabled',
        keptUntil: new Date(start + DAY_MS / 2).toISOString(),
      });
      await store.append([recordedEvent({ eventId: 'old', ...daysAgo(1) })]);
      state.newsFail = true;
      await runner.run(never);
      expect(await left()).toEqual(['old']);
      pass(1);
      await runner.run(never);
      expect(await left()).toEqual([]);
    });
  });
});

import fc from 'fast-check';
import { ReadPlaces } from './ReadPlaces';

const PATIENCE_MS = 60_000;

const reading = (caller: string, signal = new AbortController().signal) => ({
  caller,
  signal,
});

/** Lets everything that is settled be seen. */
const settle = () => new Promise(resolve => setImmediate(resolve));

describe('ReadPlaces', () => {
  it('never gives too many, and keeps nobody waiting while there is one', async () => {
    const step = fc.record({
      what: fc.constantFrom('take', 'leave', 'give up'),
      caller: fc.constantFrom('ada', 'eva', 'ben'),
      which: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 60 }),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 3 }),
        async (steps, most, mostOfCaller) => {
          const places = new ReadPlaces({ all: most, ofCaller: mostOfCaller });
          const held: { caller: string; leave: () => void }[] = [];
          const left: (() => void)[] = [];
          const waiting: { caller: string; controller: AbortController }[] = [];
          const heldBy = (caller: string) =>
            held.filter(one => one.caller === caller).length;
          const check = () => {
            expect(held.length).toBeLessThanOrEqual(most);
            for (const { caller } of held) {
              expect(heldBy(caller)).toBeLessThanOrEqual(mostOfCaller);
            }
            const couldBegin = waiting.filter(
              ({ caller }) =>
                held.length < most && heldBy(caller) < mostOfCaller,
            );
            expect(couldBegin).toEqual([]);
          };
          for (const { what, caller, which } of steps) {
            if (what === 'take') {
              const one = { caller, controller: new AbortController() };
              waiting.push(one);
              places
                .take(reading(caller, one.controller.signal), PATIENCE_MS)
                .then(
                  leave => held.push({ caller, leave: leave! }),
                  () => {},
                )
                .finally(() => waiting.splice(waiting.indexOf(one), 1));
            } else if (what === 'leave' && held.length > 0) {
              const [{ leave }] = held.splice(which % held.length, 1);
              leave();
              left.push(leave);
            } else if (what === 'give up' && waiting.length > 0) {
              waiting[which % waiting.length].controller.abort();
              // What was given back before is given back once.
              left.forEach(leave => leave());
            }
            await settle();
            check();
          }
          waiting.forEach(({ controller }) => controller.abort());
          await settle();
        },
      ),
      { numRuns: 60 },
    );
  });

  it('serves whoever was served longest ago next', async () => {
    const places = new ReadPlaces({ all: 1, ofCaller: 1 });
    const order: string[] = [];
    const asked = ['eva', 'eva', 'eva', 'ben', 'ada', 'ben'].map(
      async caller => {
        const leave = await places.take(reading(caller), PATIENCE_MS);
        order.push(caller);
        await settle();
        leave!();
      },
    );
    await Promise.all(asked);
    expect(order).toEqual(['eva', 'ben', 'ada', 'eva', 'ben', 'eva']);
  });

  it('serves who has two questions, however often others come again', async () => {
    const places = new ReadPlaces({ all: 1, ofCaller: 1 });
    const take = (caller: string) => places.take(reading(caller), PATIENCE_MS);
    let isOver = false;
    let served = 0;
    // Each holds nothing whenever their next question comes.
    const comeAgain = async (caller: string) => {
      while (!isOver && served < 1_000) {
        const leave = await take(caller);
        served += 1;
        await settle();
        leave!();
        // Others may wait by now.
        await settle();
      }
    };
    const others = ['ada', 'ben', 'cyd'].map(comeAgain);
    await settle();
    const both = [take('eva'), take('eva')].map(async place =>
      (await place)!(),
    );
    await Promise.all(both);
    isOver = true;
    expect(served).toBeLessThan(20);
    await Promise.all(others);
  });

  it('tells who waits in vain, and rejects who left', async () => {
    const places = new ReadPlaces({ all: 1, ofCaller: 1 });
    const leave = await places.take(undefined, PATIENCE_MS);
    expect(await places.take(reading('ada'), 1)).toBeUndefined();
    const controller = new AbortController();
    const waits = places.take(reading('ada', controller.signal), PATIENCE_MS);
    controller.abort(new Error('The caller left'));
    await expect(waits).rejects.toThrow('The caller left');
    await expect(
      places.take(reading('ada', controller.signal), PATIENCE_MS),
    ).rejects.toThrow('The caller left');
    leave!();
    expect(await places.take(reading('ada'), PATIENCE_MS)).toBeDefined();
  });
});

import fc from 'fast-check';
import { ReadTurns } from './ReadTurns';

/** Lets everything that is settled be seen. */
const settle = () => new Promise(resolve => setTimeout(resolve, 0));

describe('ReadTurns', () => {
  it('gives turns in order, whoever ends, fails or gives up', async () => {
    const step = fc.tuple(
      fc.constantFrom('begin', 'end', 'fail', 'give up'),
      fc.nat(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        async (steps, atOnce) => {
          const turns = new ReadTurns({ atOnce });
          const begun: number[] = [];
          const waiting: number[] = [];
          const running = new Map<number, (fails: boolean) => void>();
          const controllers: AbortController[] = [];
          for (const [what, which] of steps) {
            const ids = [...running.keys()];
            if (what === 'begin') {
              const id = controllers.length;
              const controller = new AbortController();
              controllers.push(controller);
              waiting.push(id);
              turns
                .run(
                  () =>
                    new Promise<void>((resolve, reject) => {
                      begun.push(id);
                      waiting.splice(waiting.indexOf(id), 1);
                      running.set(id, fails => {
                        running.delete(id);
                        (fails ? reject : resolve)();
                      });
                    }),
                  controller.signal,
                )
                .catch(() => {});
            } else if (what === 'give up' && waiting.length > 0) {
              const [id] = waiting.splice(which % waiting.length, 1);
              controllers[id].abort();
            } else if (what !== 'give up' && ids.length > 0) {
              running.get(ids[which % ids.length])!(what === 'fail');
            }
            await settle();
            expect(running.size).toBeLessThanOrEqual(atOnce);
            // Nobody waits while there is room.
            expect(waiting.length > 0 && running.size < atOnce).toBe(false);
          }
          expect(begun).toEqual([...begun].sort((a, b) => a - b));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('rejects with the reason of who gave up', async () => {
    const turns = new ReadTurns({ atOnce: 1 });
    void turns.run(() => new Promise(() => {}));
    const controller = new AbortController();
    const second = turns.run(async () => 'read', controller.signal);
    controller.abort(new Error('Another query was typed'));
    await expect(second).rejects.toThrow('Another query was typed');
    await expect(
      turns.run(async () => 'read', controller.signal),
    ).rejects.toThrow('Another query was typed');
  });
});

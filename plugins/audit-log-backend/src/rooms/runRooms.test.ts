import { mockServices } from '@backstage/backend-test-utils';
import { eventually } from '../__testUtils__/eventually';
import { Problems } from '../opening';
import { Ticks } from '../ticks';
import { runRooms } from './runRooms';

function run(room: Partial<Parameters<typeof runRooms>[0]> = {}) {
  const logger = mockServices.logger.mock();
  const problems = new Problems();
  const hooks: (() => void | Promise<void>)[] = [];
  let start = () => {};
  const services = {
    lifecycle: {
      addShutdownHook: (hook: () => void | Promise<void>) => {
        hooks.push(hook);
      },
    },
    logger,
    problems,
    scheduler: mockServices.scheduler.mock(),
    started: new Promise<void>(resolve => {
      start = resolve;
    }),
    ticks: new Ticks({ logger, health: problems }),
  };
  runRooms({ tasks: {}, ticks: [], stop: async () => {}, ...room }, services);
  return {
    ...services,
    start,
    stop: () => Promise.all(hooks.map(hook => hook())),
  };
}

describe('runRooms', () => {
  it('lets nothing tick before the backend has started, nor after it stops', async () => {
    let ticks = 0;
    const tick = {
      name: 'Something',
      intervalMs: 1,
      limitMs: 60_000,
      run: async () => {
        ticks += 1;
      },
    };
    const running = run({ ticks: [tick] });
    await new Promise(setImmediate);
    expect(ticks).toBe(0);
    running.start();
    await eventually(async () => expect(ticks).toBeGreaterThan(1));
    await running.stop();
    const until = ticks;
    await new Promise(setImmediate);
    expect(ticks).toBe(until);

    const late = run({ ticks: [tick] });
    await late.stop();
    late.start();
    await new Promise(setImmediate);
    expect(ticks).toBe(until);
  });

  it('tells rooms that stop when no tick is under way any more', async () => {
    let isUnderWay = false;
    let seen: boolean | undefined;
    const running = run({
      ticks: [
        {
          name: 'Something',
          intervalMs: 1,
          limitMs: 60_000,
          run: async signal => {
            isUnderWay = true;
            await new Promise(resolve => {
              signal.addEventListener('abort', resolve);
            });
            isUnderWay = false;
          },
        },
      ],
      stop: async ticked => {
        expect(isUnderWay).toBe(true);
        await ticked;
        seen = isUnderWay;
      },
    });
    running.start();
    await eventually(async () => expect(isUnderWay).toBe(true));
    await running.stop();
    expect(seen).toBe(false);
  });

  it('schedules tasks until they are, and says which is not', async () => {
    const scheduled: string[] = [];
    const { problems, stop } = run({
      tasks: {
        'One thing': async () => {
          throw new Error('the scheduler is away');
        },
        'Another thing': async () => {
          scheduled.push('another');
        },
      },
    });
    await eventually(async () =>
      expect(problems.list()).toEqual([
        "One thing can't be scheduled, and is tried again: the scheduler is away",
      ]),
    );
    expect(scheduled).toEqual(['another']);
    await stop();
  });
});

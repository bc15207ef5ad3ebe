import { mockServices } from '@backstage/backend-test-utils';
import { Tick } from './types';
import { Ticks } from './Ticks';

const never = () => new Promise<void>(() => {});

/** Ticks in virtual time, and what is told of them. */
function start() {
  const logger = mockServices.logger.mock();
  const problems = new Map<string, string>();
  const ticks = new Ticks({
    logger,
    health: {
      set: (about, sentence) =>
        sentence === undefined
          ? problems.delete(about)
          : problems.set(about, sentence),
    },
  });
  return {
    logger,
    ticks,
    problems: () => [...problems.values()],
    add: (name: string, run: Tick['run'], times: Partial<Tick> = {}) => {
      const counted = jest.fn(run);
      ticks.start({
        name,
        intervalMs: 1_000,
        limitMs: 60_000,
        ...times,
        run: counted,
      });
      return counted;
    },
  };
}

const pass = (ms: number) => jest.advanceTimersByTimeAsync(ms);

async function stop(ticks: Ticks) {
  const stopped = ticks.stop();
  await pass(5_000);
  await stopped;
}

describe('Ticks', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('lets no tick wait for another one that hangs, rejects or throws', async () => {
    const { add, ticks } = start();
    add('Hanging', never);
    add('Rejecting', () => Promise.reject(new Error('away')));
    add('Throwing', () => {
      throw new Error('wrong');
    });
    const each = add('Looking', async () => {});
    const often = add('Following', async () => {}, { intervalMs: 100 });
    const slow = add('Removing', () => new Promise(r => setTimeout(r, 2_000)));
    await pass(600_000 - 1);
    expect(each).toHaveBeenCalledTimes(600);
    expect(often).toHaveBeenCalledTimes(6_000);
    expect(slow).toHaveBeenCalledTimes(200);
    await stop(ticks);
  });

  it('never does the same thing twice at once while there is time', async () => {
    const { add, ticks } = start();
    let underWay = 0;
    let most = 0;
    const run = add('Looking', async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise(resolve => setTimeout(resolve, 59_000));
      underWay -= 1;
    });
    await pass(600_000);
    expect([most, run.mock.calls.length]).toEqual([1, 11]);
    await stop(ticks);
  });

  it('gives up what hangs, tells it, and takes it back when it works', async () => {
    const { add, ticks, problems, logger } = start();
    let hangs = true;
    const signals: AbortSignal[] = [];
    add('Looking for exports that are due', async signal => {
      signals.push(signal);
      if (hangs) {
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      }
    });
    add('Following the state', async () => {});
    await pass(59_999);
    expect([problems(), signals[0].aborted]).toEqual([[], false]);
    await pass(1);
    const problem =
      'Looking for exports that are due fails, and is tried again: it did not end within 60 s';
    expect(problems()).toEqual([problem]);
    expect(signals[0].aborted).toBe(true);
    await pass(600_000);
    expect(signals.length).toBeGreaterThan(5);
    expect(logger.warn.mock.calls).toEqual([[problem]]);

    hangs = false;
    await pass(62_000);
    expect(problems()).toEqual([]);
    expect(logger.info.mock.calls).toEqual([
      ['Looking for exports that are due works again'],
    ]);
    await stop(ticks);
  });

  it('leaves only a few hanging that do not heed their signal', async () => {
    const { add, ticks, problems } = start();
    const release: (() => void)[] = [];
    const run = add(
      'Looking',
      () => new Promise<void>(resolve => release.push(resolve)),
    );
    await pass(3_600_000);
    expect(run).toHaveBeenCalledTimes(3);
    expect(problems()).toHaveLength(1);
    release[0]();
    await pass(1_000);
    expect(run).toHaveBeenCalledTimes(4);
    await stop(ticks);
  });

  it('tells each failure on the status, and in the log only the first', async () => {
    const { add, ticks, problems, logger } = start();
    let count = 0;
    add('Looking', async () => {
      count += 1;
      throw new Error(`away ${count}`);
    });
    await pass(10_000);
    expect(problems()).toEqual(['Looking fails, and is tried again: away 11']);
    expect(logger.warn).toHaveBeenCalledTimes(1);
    await stop(ticks);
  });

  describe('stop', () => {
    it('waits for what is under way, and begins nothing after', async () => {
      const { add, ticks } = start();
      const done: string[] = [];
      let end = () => {};
      const run = add('Looking', async signal => {
        await new Promise<void>(resolve => {
          end = resolve;
        });
        done.push(`tick, aborted: ${signal.aborted}`);
      });
      const stopped = ticks.stop().then(() => done.push('stopped'));
      end();
      await stopped;
      await pass(60_000);
      expect(done).toEqual(['tick, aborted: true', 'stopped']);
      expect(run).toHaveBeenCalledTimes(1);
    });

    it('waits 5 s for what hangs, and tells no failure of it', async () => {
      const { add, ticks, problems } = start();
      add('Hanging', never);
      add('Aborted', signal => {
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(signal.reason));
        });
      });
      await pass(10);
      let isStopped = false;
      const stopped = ticks.stop().then(() => {
        isStopped = true;
      });
      await pass(4_999);
      expect(isStopped).toBe(false);
      await pass(1);
      await stopped;
      expect(problems()).toEqual([]);
    });

    it('does not wait at all for what was given up before', async () => {
      const { add, ticks } = start();
      add('Hanging', never, { intervalMs: 10_000 });
      await pass(61_000);
      await ticks.stop();
      expect(jest.getTimerCount()).toBe(0);
    });
  });
});

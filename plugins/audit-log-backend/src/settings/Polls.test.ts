import { mockServices } from '@backstage/backend-test-utils';
import { Polls } from './Polls';

function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

describe('Polls', () => {
  it('stops when what is under way is done, and begins nothing after', async () => {
    const polls = new Polls({ logger: mockServices.logger.mock() });
    const { open, opened } = gate();
    const done: string[] = [];
    const tick = jest.fn(async () => {
      await opened;
      done.push('tick');
    });
    polls.start({ tick, intervalMs: 0, failure: '' });
    const stopped = polls.stop().then(() => done.push('stopped'));
    expect(polls.signal.aborted).toBe(true);
    open();
    await stopped;
    expect(done).toEqual(['tick', 'stopped']);
    expect(tick).toHaveBeenCalledTimes(1);
  });

  it('goes on after a failure, which it logs once', async () => {
    const logger = mockServices.logger.mock();
    const polls = new Polls({ logger });
    const { open, opened } = gate();
    let ticks = 0;
    polls.start({
      tick: async () => {
        ticks += 1;
        if (ticks === 5) {
          open();
        } else if (ticks < 3) {
          throw new Error('away');
        }
      },
      intervalMs: 0,
      failure: 'It can not be followed',
    });
    await opened;
    await polls.stop();
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      'It can not be followed: Error: away',
    );
  });
});

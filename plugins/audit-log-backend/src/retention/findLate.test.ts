import { EventStore } from '../store';
import { findLate } from './findLate';

describe('findLate', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits no longer than the limit for all of them together', async () => {
    const answers: Record<string, () => Promise<boolean>> = {
      failing: () => Promise.reject(new Error('away')),
      late: async () => true,
      hanging: () => new Promise(() => {}),
      after: async () => true,
    };
    const asked: string[] = [];
    const found = findLate({
      store: {
        list: async ({ where }: { where: unknown[] }) => {
          const name = where[0] as string;
          asked.push(name);
          return { items: (await answers[name]()) ? [{}] : [] };
        },
      } as unknown as Pick<EventStore, 'list'>,
      pending: Object.keys(answers).map(schedule => ({
        schedule,
        afterSequence: '0',
        where: [schedule as never],
      })),
      expiring: () => {},
      limitMs: 60_000,
    });
    await jest.advanceTimersByTimeAsync(60_000);
    const reason = 'it was not known within 60 s';
    await expect(found).resolves.toEqual({
      late: ['late'],
      unknown: [
        { schedule: 'failing', reason: 'away' },
        { schedule: 'hanging', reason },
        { schedule: 'after', reason },
      ],
    });
    expect(asked).toEqual(['failing', 'late', 'hanging']);
    expect(jest.getTimerCount()).toBe(0);
  });
});

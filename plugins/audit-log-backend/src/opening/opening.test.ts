import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { keepTrying } from './keepTrying';
import { openAndStart } from './openAndStart';
import { databaseOpener } from './openDatabase';

function failing(times: number, message = (n: number) => `away ${n}`) {
  let calls = 0;
  const attempt = async () => {
    calls += 1;
    if (calls <= times) {
      throw new Error(message(calls));
    }
    return 'opened';
  };
  return { attempt, calls: () => calls };
}

describe('keepTrying', () => {
  it('tries until it succeeds, and tells each reason once', async () => {
    const told: string[] = [];
    const { attempt } = failing(4, n => (n < 4 ? 'away' : 'locked'));
    const result = await keepTrying({
      attempt,
      onFailure: message => told.push(message),
      signal: new AbortController().signal,
      firstPauseMs: 1,
    });
    expect(result).toBe('opened');
    expect(told).toEqual(['away', 'locked']);
  });

  it('ends when it is stopped', async () => {
    const stopping = new AbortController();
    const { attempt, calls } = failing(Infinity);
    const result = await keepTrying({
      attempt,
      onFailure: () => stopping.abort(),
      signal: stopping.signal,
    });
    expect([result, calls()]).toEqual([undefined, 1]);
  });
});

describe('openAndStart', () => {
  const signal = new AbortController().signal;

  it('lets the portal start after a first failure, and starts later', async () => {
    const reasons: string[] = [];
    const { attempt } = failing(2);
    let tellStarted: (opened: string) => void = () => {};
    const started = new Promise<string>(resolve => {
      tellStarted = resolve;
    });
    await openAndStart({
      open: attempt,
      start: async opened => tellStarted(opened),
      onClosed: reason => reasons.push(reason),
      signal,
      firstPauseMs: 1,
    });
    expect(reasons[0]).toMatch(/can't be opened.*held back.*away 1$/);
    expect(await started).toBe('opened');
  });

  it('waits no longer than its patience', async () => {
    const reasons: string[] = [];
    await openAndStart({
      open: () => new Promise(() => {}),
      start: async () => {},
      onClosed: reason => reasons.push(reason),
      signal,
      patienceMs: 1,
    });
    expect(reasons).toEqual([expect.stringContaining('still being opened')]);
  });

  it('says so where what was opened does not start', async () => {
    const reasons: string[] = [];
    await openAndStart({
      open: async () => 'opened',
      start: async () => {
        throw new Error('odd');
      },
      onClosed: reason => reasons.push(reason),
      signal,
    });
    expect(reasons).toEqual([expect.stringMatching(/can't be started.*odd$/)]);
  });
});

describe('databaseOpener', () => {
  const rootConfig = new ConfigReader({
    backend: {
      database: { client: 'better-sqlite3', connection: ':memory:' },
    },
  });

  function opener(error: Error) {
    return databaseOpener({
      database: { getClient: async () => Promise.reject(error) },
      lifecycle: mockServices.lifecycle.mock(),
      logger: mockServices.logger.mock(),
      rootConfig,
    });
  }

  it('does not believe a failure that the database service keeps for ever', async () => {
    const open = opener(
      new Error(
        "Failed to connect to the database to make sure that 'x' exists, Error: connect ECONNREFUSED",
      ),
    );
    await expect(open()).rejects.toThrow('ECONNREFUSED');
    const knex = await open();
    expect(await knex.raw('select 1 as one')).toEqual([{ one: 1 }]);
    await knex.destroy();
  });

  it('leaves another database service alone', async () => {
    const open = opener(new Error('Not today'));
    await expect(open()).rejects.toThrow('Not today');
    await expect(open()).rejects.toThrow('Not today');
  });
});

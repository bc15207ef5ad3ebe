import { ConflictError, NotAllowedError } from '@backstage/errors';
import { whileAllowed } from './whileAllowed';

describe('whileAllowed', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks each time whether it is open, and every ten seconds who may', async () => {
    let opened = 0;
    let decided = 0;
    const now = whileAllowed({
      first: 'first',
      isOpen: async () => {
        opened += 1;
      },
      decide: async () => {
        decided += 1;
        return `decision ${decided}`;
      },
    });
    expect([await now(), await now()]).toEqual(['first', 'first']);
    jest.advanceTimersByTime(10_000);
    expect([await now(), await now()]).toEqual(['decision 1', 'decision 1']);
    expect([opened, decided]).toEqual([4, 1]);
  });

  it('ends where somebody may no longer, and passes on what else goes wrong', async () => {
    const refusing = (error: Error) =>
      whileAllowed({
        first: 'first',
        isOpen: async () => {
          throw error;
        },
        decide: async () => 'again',
      })();
    expect(await refusing(new NotAllowedError('disabled'))).toBeUndefined();
    await expect(refusing(new ConflictError('away'))).rejects.toThrow('away');

    const now = whileAllowed({
      first: 'first',
      isOpen: async () => {},
      decide: async () => {
        throw new NotAllowedError('the grant has ended');
      },
    });
    jest.advanceTimersByTime(10_000);
    expect(await now()).toBeUndefined();
  });
});

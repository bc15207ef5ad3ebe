import { storedGrant } from '../__testUtils__/storedGrant';
import { GrantEnds } from './GrantEnds';

describe('GrantEnds', () => {
  it('tells of the others where one cannot be told of', async () => {
    const expiresAt = '2026-11-21T10:00:00.000Z';
    const told: string[] = [];
    const ends = new GrantEnds({
      store: {
        list: async () =>
          ['one', 'two', 'three'].map(id => storedGrant({ id, expiresAt })),
      },
      clock: () => new Date('2026-11-21T12:00:00.000Z'),
      dayMs: 86_400_000,
      standingOf: async () => ({ isAdmin: false, held: [] }),
      onEnd: async ({ grant }) => {
        if (grant.id === 'two') {
          throw new Error('the catalog is away');
        }
        told.push(grant.id);
      },
    });
    await expect(ends.look(new AbortController().signal)).rejects.toThrow(
      'the catalog is away',
    );
    expect(told).toEqual(['one', 'three']);
  });
});

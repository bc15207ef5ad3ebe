import { inWords } from './wording';

const at = '2026-12-29T18:17:47.884Z';

describe('inWords', () => {
  it.each([
    ['UTC', at, '29 December 2026, 18:17 UTC'],
    ['Europe/Berlin', at, '29 December 2026, 19:17 CET'],
    ['Asia/Kolkata', at, '29 December 2026, 23:47 GMT+5:30'],
    // The day there is another one, and the zone another half of the year.
    ['Pacific/Auckland', at, '30 December 2026, 07:17 GMT+13'],
    ['Europe/Berlin', '2026-07-01T00:00:00.000Z', '1 July 2026, 02:00 CEST'],
    ['UTC', 'soon', 'soon'],
  ])('writes in %s the time %s', async (timeZone, iso, expected) => {
    const options = { findNames: async () => new Map(), timeZone };
    expect(await inWords(({ time }) => time(iso), options)).toBe(expected);
  });

  it.each([
    ['user:default/ada', 'Ada Lovelace'],
    ['user:default/eva', 'eva'],
    ['group:sre', 'sre'],
    ['external:siem-settings', "The service 'siem-settings'"],
    ['plugin:scaffolder', "The service 'scaffolder'"],
    ['plugin:audit-log', 'The configuration of this portal'],
  ])('calls %s %s', async (ref, expected) => {
    const findNames = jest.fn(
      async () => new Map([['user:default/ada', 'Ada Lovelace']]),
    );
    const options = { findNames, timeZone: 'UTC' };
    expect(await inWords(({ name }) => name(ref), options)).toBe(expected);
    // The catalog is asked for people alone.
    expect(findNames).toHaveBeenCalledTimes(/^(user|group):/.test(ref) ? 1 : 0);
  });

  it('does without names where the catalog is away', async () => {
    const findNames = async () => {
      throw new Error('away');
    };
    expect(
      await inWords(({ name }) => name('user:default/ada'), {
        findNames,
        timeZone: 'UTC',
      }),
    ).toBe('ada');
  });
});

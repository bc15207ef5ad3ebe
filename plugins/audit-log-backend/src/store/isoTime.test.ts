import fc from 'fast-check';
import { isoTime } from './isoTime';

describe('isoTime', () => {
  it('writes times as dates do', () => {
    const now = Date.UTC(2026, 10, 22);
    const time = fc.oneof(
      fc.integer({ min: now, max: now + 600_000 }),
      fc.integer({ min: -8.64e15, max: 8.64e15 }),
    );
    fc.assert(
      fc.property(fc.array(time), times => {
        expect(times.map(isoTime)).toEqual(
          times.map(ms => new Date(ms).toISOString()),
        );
      }),
    );
  });

  it.each([0, 59_999, 60_000, -1, 8.64e15])('writes %d', ms => {
    expect(isoTime(ms)).toBe(new Date(ms).toISOString());
  });

  it('goes on after more minutes than it keeps', () => {
    for (let minute = 0; minute < 2_500; minute++) {
      const ms = minute * 60_000 + 1;
      expect(isoTime(ms)).toBe(new Date(ms).toISOString());
    }
  });

  it.each([NaN, Infinity, 8.7e15])('refuses %d', ms => {
    expect(() => isoTime(ms)).toThrow(RangeError);
  });
});

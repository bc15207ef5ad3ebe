import { timeIntervals } from 'backstage-plugin-audit-log-common';
import fc from 'fast-check';
import {
  bucketIndex,
  grainOf,
  intervalFor,
  MAX_BUCKETS,
  timeBuckets,
} from './timeBuckets';

const ms = (iso: string) => Date.parse(iso);
const range = (from: string, to: string) => ({ from: ms(from), to: ms(to) });

describe('timeBuckets', () => {
  it('begins days at the midnight of the zone, also where the clock changes', () => {
    const { starts, end } = timeBuckets(
      range('2026-03-28T12:00:00Z', '2026-03-30T12:00:00Z'),
      '1d',
      'Europe/Rome',
    );
    expect([...starts, end]).toEqual(
      [
        '2026-03-28T00:00:00+01:00',
        '2026-03-29T00:00:00+01:00',
        '2026-03-30T00:00:00+02:00',
        '2026-03-31T00:00:00+02:00',
      ].map(ms),
    );
  });

  it('begins steps of hours anew at midnight', () => {
    const { starts } = timeBuckets(
      range('2026-10-24T22:00:00Z', '2026-10-26T10:00:00Z'),
      '6h',
      'Europe/Rome',
    );
    expect(starts).toContain(ms('2026-10-26T00:00:00+01:00'));
    expect(starts).toContain(ms('2026-10-26T06:00:00+01:00'));
  });

  it('refuses too many', () => {
    expect(() =>
      timeBuckets(range('2026-01-01', '2027-01-01'), '1m', 'UTC'),
    ).toThrow(/more than 1000 buckets/);
  });

  it('covers any range, without gaps, in any zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: ms('2040-01-01') }),
        fc.integer({ min: 1, max: 20 * 365 * 86_400_000 }),
        fc.integer({ min: 3, max: 500 }),
        fc.constantFrom(
          'UTC',
          'Europe/Rome',
          'America/St_Johns',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
          'Pacific/Apia',
        ),
        (from, length, count, zone) => {
          const asked = { from, to: from + length };
          const interval = intervalFor(asked, Math.max(count, 22));
          const buckets = timeBuckets(asked, interval, zone);
          const { starts, end } = buckets;
          expect(starts.length).toBeLessThanOrEqual(MAX_BUCKETS + 1);
          expect(starts[0]).toBeLessThanOrEqual(asked.from);
          expect(starts[1] ?? end).toBeGreaterThan(asked.from);
          expect(end).toBeGreaterThanOrEqual(asked.to);
          expect(starts[starts.length - 1]).toBeLessThan(asked.to);
          const grain = grainOf(buckets);
          [...starts.slice(1), end].forEach((start, i) => {
            expect(start).toBeGreaterThan(starts[i]);
            expect(start % grain).toBe(0);
          });
          const index = bucketIndex(buckets, asked.from);
          expect(index).toBe(0);
          expect(bucketIndex(buckets, asked.to - 1)).toBe(starts.length - 1);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('intervalFor', () => {
  it.each([
    ['2026-11-22T10:00:00Z', '2026-11-22T11:00:00Z', '1m'],
    ['2026-11-21T10:00:00Z', '2026-11-22T10:00:00Z', '30m'],
    ['2026-11-15T10:00:00Z', '2026-11-22T10:00:00Z', '3h'],
    ['2026-08-22T10:00:00Z', '2026-11-22T10:00:00Z', '1w'],
    ['2026-10-23T10:00:00Z', '2026-11-22T10:00:00Z', '12h'],
  ])('divides %s to %s by %s', (from, to, interval) => {
    expect(intervalFor(range(from, to), 62)).toBe(interval);
  });

  it('is one of the known intervals for any range', () => {
    expect(timeIntervals).toContain(intervalFor({ from: 0, to: 1e14 }, 1));
  });
});

import fc from 'fast-check';
import { divideAtQuarters, divideRange, RangeParts } from './countSource';
import { grainOf, timeBuckets, TimeBuckets, TimeRange } from './timeBuckets';

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const HOUR_MS = 4 * QUARTER_MS;
const DAY_MS = 24 * HOUR_MS;
const start = Date.parse('2026-03-25T00:00:00.000Z');

/** Each unit that is looked up, and what is left to count from the events. */
function unitsOf(parts: RangeParts): TimeRange[] {
  const unitsIn = (ranges: TimeRange[], unitMs: number) =>
    ranges.flatMap(({ from, to }) => {
      expect([from % unitMs, to % unitMs]).toEqual([0, 0]);
      return Array.from({ length: (to - from) / unitMs }, (_, i) => ({
        from: from + i * unitMs,
        to: from + (i + 1) * unitMs,
      }));
    });
  const hours = unitsIn(parts.hours, HOUR_MS);
  const isSplit = ({ from }: TimeRange) => parts.splitHours.includes(from);
  return [
    ...parts.rest,
    ...unitsIn(parts.days, DAY_MS),
    ...hours.filter(hour => !isSplit(hour)),
    ...unitsIn(hours.filter(isSplit), QUARTER_MS),
    ...unitsIn(parts.quarters, QUARTER_MS),
  ].sort((a, b) => a.from - b.from);
}

function expectOnce(units: TimeRange[], range: TimeRange) {
  let at = range.from;
  for (const { from, to } of units) {
    expect(from).toBe(at);
    at = to;
  }
  expect(at).toBe(range.to);
}

const rangeArbitrary = fc
  .tuple(fc.nat({ max: 9 * DAY_MS }), fc.integer({ min: 1, max: 9 * DAY_MS }))
  .map(([from, length]) => ({ from: start + from, to: start + from + length }));

describe('divideRange', () => {
  it('has each moment once, and at most a quarter of an hour left at an end', () => {
    fc.assert(
      fc.property(
        rangeArbitrary,
        fc.constantFrom(DAY_MS, HOUR_MS, QUARTER_MS),
        (range, grainMs) => {
          const parts = divideRange(range, grainMs);
          expectOnce(unitsOf(parts), range);
          const left = parts.rest.map(({ from, to }) => to - from);
          expect(Math.max(0, ...left)).toBeLessThan(2 * QUARTER_MS);
        },
      ),
    );
  });
});

describe('divideAtQuarters', () => {
  it('has each moment once, and no unit in two buckets', () => {
    fc.assert(
      fc.property(
        rangeArbitrary,
        fc.constantFrom(
          'Asia/Kolkata',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
        ),
        fc.constantFrom('15m', '1h', '3h', '6h', '1d'),
        (range, zone, interval) => {
          const buckets: TimeBuckets = timeBuckets(
            range,
            interval as '1d',
            zone,
          );
          fc.pre(grainOf(buckets) === QUARTER_MS);
          const parts = divideAtQuarters(range, buckets);
          expectOnce(unitsOf(parts), range);
          const units = unitsOf({ ...parts, rest: [] });
          const bounds = [...buckets.starts, buckets.end];
          expect(
            units.filter(({ from, to }) =>
              bounds.some(bound => from < bound && bound < to),
            ),
          ).toEqual([]);
        },
      ),
    );
  });

  it('reads hours but for those that two days share', () => {
    const range = { from: start + 18.5 * HOUR_MS, to: start + 90.5 * HOUR_MS };
    const days = timeBuckets(range, '1d', 'Asia/Kolkata');
    const { quarters, splitHours, rest } = divideAtQuarters(range, days);
    expect(rest).toEqual([]);
    // Both ends of the range, and midnight in India in between.
    expect(quarters.map(({ from, to }) => to - from)).toEqual([
      2 * QUARTER_MS,
      2 * QUARTER_MS,
    ]);
    expect(splitHours).toContain(start + 42 * HOUR_MS);
    expect(splitHours).toContain(start + 66 * HOUR_MS);
  });
});

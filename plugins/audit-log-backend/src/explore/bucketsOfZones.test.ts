import { DateTime } from 'luxon';
import { bucketIndex, timeBuckets } from './timeBuckets';

/** Zones whose clocks change at midnight, or in ways of their own. */
const unusual = [
  'Africa/Cairo',
  'America/Asuncion',
  'America/Havana',
  'America/Santiago',
  'Asia/Beirut',
  'Asia/Tehran',
  'Antarctica/Troll',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
];
const others = Intl.supportedValuesOf('timeZone').filter(
  (_, index) => index % 60 === 0,
);
const zones = [...new Set([...unusual, ...others])];

const units = { '1d': 'day', '1w': 'week', '1mo': 'month' } as const;

/** What a day, a week and a month are called. */
const names = { day: 'yyyy-MM-dd', week: "kkkk-'W'WW", month: 'yyyy-MM' };

describe('buckets of days, weeks and months', () => {
  it.each(zones)('begin where their first date does in %s', zone => {
    const at = (millis: number) => DateTime.fromMillis(millis, { zone });
    const nameOf = (millis: number, unit: keyof typeof names) =>
      at(millis).toFormat(names[unit]);
    for (const [interval, unit] of Object.entries(units)) {
      // Samoa left out a day in 2011.
      for (const year of zone === 'Pacific/Apia' ? [2011] : [2026]) {
        const range = {
          from: Date.UTC(year, 0, 10, 3, 30),
          to: Date.UTC(year + 1, 0, 10, 3, 30),
        };
        const { starts, end } = timeBuckets(
          range,
          interval as keyof typeof units,
          zone,
        );
        const edges = [...starts, end];
        const wrong = edges.filter(
          edge =>
            // The instant before is of another day, week or month, and so on.
            nameOf(edge - 1, unit) === nameOf(edge, unit),
        );
        expect(wrong.map(edge => at(edge).toISO())).toEqual([]);
        expect(edges[0]).toBeLessThanOrEqual(range.from);
        expect(end).toBeGreaterThanOrEqual(range.to);
        // None holds more than one.
        const long = starts.filter(
          (start, index) =>
            nameOf(start, unit) !== nameOf(edges[index + 1] - 1, unit),
        );
        expect(long.map(edge => at(edge).toISO())).toEqual([]);
      }
    }
  });

  it('take an event after a midnight that clocks skipped for its own date', () => {
    const buckets = timeBuckets(
      {
        from: Date.parse('2026-09-01T04:00:00Z'),
        to: Date.parse('2026-11-30T03:00:00Z'),
      },
      '1d',
      'America/Santiago',
    );
    const index = bucketIndex(buckets, Date.parse('2026-11-29T03:30:00Z'));
    expect(buckets.starts[index]).toBe(Date.parse('2026-11-29T03:00:00Z'));
  });
});

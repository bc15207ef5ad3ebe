import {
  daysLeft,
  formatAgo,
  formatDuration,
  formatTime,
  formatUtc,
} from './timeFormat';

const now = new Date('2026-11-22T12:00:00.000Z');
const locale = 'en-US';

describe('formatTime', () => {
  it("is in the reader's zone, across midnight too", () => {
    const iso = '2026-11-21T23:30:05.999Z';
    expect(formatTime(iso, { now, locale, timeZone: 'Europe/Berlin' })).toBe(
      'Nov 22, 00:30:05',
    );
    expect(formatTime(iso, { now, locale, timeZone: 'UTC' })).toBe(
      'Nov 21, 23:30:05',
    );
  });

  it('has the year where it is another one', () => {
    expect(
      formatTime('2025-11-21T23:30:05.000Z', { now, locale, timeZone: 'UTC' }),
    ).toContain('2025');
  });
});

describe('formatUtc', () => {
  it('shows milliseconds', () => {
    expect(formatUtc('2026-11-22T04:02:11.123Z')).toBe(
      '2026-11-22 04:02:11.123 UTC',
    );
  });
});

describe('formatAgo', () => {
  it.each([
    ['2026-11-22T11:59:48.000Z', '12 seconds ago'],
    ['2026-11-22T11:30:00.000Z', '30 minutes ago'],
    ['2026-11-20T12:00:00.000Z', '2 days ago'],
    ['2026-11-22T12:00:09.000Z', 'now'],
  ])('%s is %s', (iso, text) => {
    expect(formatAgo(iso, { now, locale })).toBe(text);
  });
});

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [999, '999 ms'],
    [2_540, '2.5 sec'],
    [61_000, '1 min 1 sec'],
    [119_700, '2 min 0 sec'],
    [3_599_400, '59 min 59 sec'],
    [3_600_000, '1 hr 0 min'],
    [47 * 3_600_000, '47 hr 0 min'],
    [3.5 * 86_400_000, '3 days 12 hr'],
  ])('%i ms is %s', (ms, text) => {
    expect(formatDuration(ms, locale)).toBe(text);
  });
});

describe('daysLeft', () => {
  it.each([
    ['2026-12-21T12:00:00.000Z', 29],
    ['2026-12-21T12:00:00.001Z', 30],
    ['2026-11-22T12:00:01.000Z', 1],
    ['2026-11-01T00:00:00.000Z', 0],
  ])('until %s there are %i', (until, days) => {
    expect(daysLeft(until, now)).toBe(days);
  });
});

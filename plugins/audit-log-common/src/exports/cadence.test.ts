import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  Cadence,
  cadenceSchema,
  latestTick,
  nextTicks,
  timeZoneSchema,
} from './cadence';
import { describeCadence } from './describeCadence';

const local = (date: Date, zone: string) =>
  DateTime.fromJSDate(date, { zone }).toFormat('yyyy-MM-dd HH:mm ZZ');

const ticks = (cadence: Cadence, zone: string, after: string, count: number) =>
  nextTicks(
    cadence,
    zone,
    DateTime.fromISO(after, { zone }).toJSDate(),
    count,
  ).map(date => local(date, zone));

const daily = (time: string): Cadence => ({ type: 'daily', time });

describe('clock changes', () => {
  // 2026: Berlin 29 March 02:00 and 25 October 03:00, New York 8 March and
  // 1 November 02:00, Lord Howe 5 April and 4 October 02:00 by half an hour.
  it.each([
    [
      'Europe/Berlin',
      '02:30',
      '2026-03-27T12:00',
      [
        '2026-03-28 02:30 +01:00',
        '2026-03-29 03:30 +02:00',
        '2026-03-30 02:30 +02:00',
      ],
    ],
    [
      'Europe/Berlin',
      '02:30',
      '2026-10-23T12:00',
      [
        '2026-10-24 02:30 +02:00',
        '2026-10-25 02:30 +02:00',
        '2026-10-26 02:30 +01:00',
      ],
    ],
    [
      'America/New_York',
      '02:15',
      '2026-03-06T12:00',
      [
        '2026-03-07 02:15 -05:00',
        '2026-03-08 03:15 -04:00',
        '2026-03-09 02:15 -04:00',
      ],
    ],
    [
      'America/New_York',
      '01:15',
      '2026-10-30T12:00',
      [
        '2026-10-31 01:15 -04:00',
        '2026-11-01 01:15 -04:00',
        '2026-11-02 01:15 -05:00',
      ],
    ],
    [
      'Australia/Lord_Howe',
      '02:10',
      '2026-10-02T12:00',
      [
        '2026-10-03 02:10 +10:30',
        '2026-10-04 02:40 +11:00',
        '2026-10-05 02:10 +11:00',
      ],
    ],
    [
      'Australia/Lord_Howe',
      '01:40',
      '2026-04-03T12:00',
      [
        '2026-04-04 01:40 +11:00',
        '2026-04-05 01:40 +11:00',
        '2026-04-06 01:40 +10:30',
      ],
    ],
  ])('in %s at %s after %s', (zone, time, after, expected) => {
    expect(ticks(daily(time), zone, after, 3)).toEqual(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T00:59', 23],
    ['Europe/Berlin', '2026-10-25T00:59', 25],
    ['America/New_York', '2026-03-08T00:59', 23],
    ['America/New_York', '2026-11-01T00:59', 25],
  ])('run hourly exports each real hour in %s', (zone, after, perDay) => {
    const day = after.slice(0, 10);
    const found = nextTicks(
      { type: 'hourly', minute: 0 },
      zone,
      DateTime.fromISO(`${day}T00:00`, { zone })
        .minus({ minutes: 1 })
        .toJSDate(),
      perDay + 1,
    );
    const gaps = found
      .slice(1)
      .map((date, index) => date.getTime() - found[index].getTime());
    expect(new Set(gaps)).toEqual(new Set([3_600_000]));
    expect(
      found.filter(date => local(date, zone).startsWith(day)),
    ).toHaveLength(perDay);
  });

  it.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])(
    'run a daily cron once on each day of a year in %s',
    zone => {
      for (const expression of ['30 2 * * *', '15 1 * * *', '45 1 * * *']) {
        const found = ticks(
          { type: 'cron', expression },
          zone,
          '2026-01-01T00:00',
          365,
        ).map(text => text.slice(0, 10));
        expect(new Set(found).size).toBe(365);
        expect(found.at(-1)).toBe('2026-12-31');
      }
    },
  );

  it('keep a window of a day apart and in order', () => {
    const cadence: Cadence = {
      type: 'window',
      everyMinutes: 30,
      from: '01:00',
      to: '04:00',
    };
    const found = nextTicks(
      cadence,
      'Europe/Berlin',
      new Date('2026-03-28T23:00:00Z'),
      7,
    ).map(date => date.toISOString().slice(11, 16));
    // 02:00 and 02:30 don't exist on this day, and fall together with 03:00
    // and 03:30. The next day begins an hour earlier by UTC.
    expect(found).toEqual([
      '00:00',
      '00:30',
      '01:00',
      '01:30',
      '02:00',
      '23:00',
      '23:30',
    ]);
  });
});

describe('calendar', () => {
  it.each<[string, Cadence, string, string[]]>([
    [
      'the last day of each month',
      { type: 'monthly', day: 'last', time: '23:59' },
      '2028-01-31T23:59',
      ['2028-02-29', '2028-03-31', '2028-04-30'],
    ],
    [
      'day 31 falls back to the last day',
      { type: 'monthly', day: 31, time: '00:00' },
      '2026-01-31T00:00',
      ['2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      'Mondays and Thursdays',
      { type: 'weekly', days: [4, 1], time: '09:00' },
      '2026-11-22T12:00',
      ['2026-11-23', '2026-11-26', '2026-11-30'],
    ],
    [
      'the first Monday by cron',
      { type: 'cron', expression: '0 9 * * 1#1' },
      '2026-11-22T12:00',
      ['2026-12-07', '2027-01-04', '2027-02-01'],
    ],
  ])('%s', (_, cadence, after, expected) => {
    expect(
      ticks(cadence, 'UTC', after, 3).map(text => text.slice(0, 10)),
    ).toEqual(expected);
  });

  it('counts several times a day from the start of the window', () => {
    expect(
      ticks(
        {
          type: 'window',
          days: [1, 2, 3, 4, 5],
          everyMinutes: 120,
          from: '09:15',
          to: '18:00',
        },
        'Europe/Berlin',
        '2026-11-20T15:00',
        3,
      ).map(text => text.slice(0, 16)),
    ).toEqual(['2026-11-20 15:15', '2026-11-20 17:15', '2026-11-23 09:15']);
  });
});

const cadences: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({
    type: fc.constant('hourly' as const),
    minute: fc.integer({ min: 0, max: 59 }),
  }),
  fc.record({
    type: fc.constant('daily' as const),
    time: fc.constantFrom('00:00', '01:30', '02:30', '12:00', '23:59'),
  }),
  fc.record({
    type: fc.constant('weekly' as const),
    days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    time: fc.constantFrom('00:00', '02:30'),
  }),
  fc.constant<Cadence>({ type: 'cron', expression: '*/20 1-3 * * *' }),
);

describe('any cadence', () => {
  it('goes forward, and the latest tick is the last one that has passed', () => {
    fc.assert(
      fc.property(
        cadences,
        fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata'),
        fc.date({
          min: new Date('2026-01-01T00:00:00Z'),
          max: new Date('2027-01-01T00:00:00Z'),
          noInvalidDate: true,
        }),
        (cadence, zone, at) => {
          const found = nextTicks(cadence, zone, at, 3);
          expect(found[0] > at).toBe(true);
          expect(found[1] > found[0]).toBe(true);
          expect(latestTick(cadence, zone, found[1])).toEqual(found[1]);
          expect(
            latestTick(cadence, zone, new Date(found[1].getTime() - 1)),
          ).toEqual(found[0]);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('validation', () => {
  it.each([
    [{ type: 'hourly', minute: 60 }],
    [{ type: 'daily', time: '24:00' }],
    [{ type: 'daily', time: '9:00' }],
    [{ type: 'weekly', days: [], time: '09:00' }],
    [{ type: 'weekly', days: [1, 1], time: '09:00' }],
    [{ type: 'monthly', day: 32, time: '09:00' }],
    [{ type: 'window', everyMinutes: 1, from: '09:00', to: '10:00' }],
    [{ type: 'window', everyMinutes: 30, from: '10:00', to: '09:00' }],
    [{ type: 'cron', expression: '* * * * * *' }],
    [{ type: 'cron', expression: 'H * * * *' }],
    [{ type: 'cron', expression: '0 0 30 2 *' }],
    [{ type: 'cron', expression: '61 * * * *' }],
    [{ type: 'cron', expression: `${'1,'.repeat(70)}1 * * * *` }],
    [{ type: 'hourly', minute: 0, extra: true }],
  ])('refuses %j', cadence => {
    expect(cadenceSchema.safeParse(cadence).success).toBe(false);
  });

  it('knows time zones', () => {
    expect(timeZoneSchema.safeParse('Europe/Berlin').success).toBe(true);
    expect(timeZoneSchema.safeParse('Mars/Olympus').success).toBe(false);
  });

  it('describes a cadence', () => {
    expect(
      describeCadence(
        { type: 'weekly', days: [4, 1], time: '09:00' },
        'Europe/Berlin',
      ),
    ).toBe('Mon, Thu at 09:00 (Europe/Berlin)');
  });
});

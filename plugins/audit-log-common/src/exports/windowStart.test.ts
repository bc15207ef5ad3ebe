import { DateTime, IANAZone } from 'luxon';
import { Cadence, nextTicks } from './cadence';
import { windowStart } from './windowStart';

/** Zones whose clocks change at midnight, by half an hour, or by two. */
const unusual = [
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Asuncion',
  'America/Havana',
  'America/Santiago',
  'America/St_Johns',
  'Antarctica/Troll',
  'Asia/Beirut',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Pacific/Apia',
];
const others = Intl.supportedValuesOf('timeZone').filter(
  (_, index) => index % 110 === 7,
);
const zones = [...new Set([...unusual, ...others])];

/** A cadence, and a window that is as long as one of its steps. */
const cadences: [Cadence, number][] = [
  [{ type: 'hourly', minute: 17 }, 1],
  [{ type: 'daily', time: '00:00' }, 24],
  [{ type: 'daily', time: '02:30' }, 24],
  [{ type: 'weekly', days: [7], time: '01:30' }, 168],
  [{ type: 'weekly', days: [1, 4, 7], time: '02:00' }, 72],
  [{ type: 'monthly', day: 'last', time: '23:59' }, 720],
  [{ type: 'window', everyMinutes: 60, from: '00:00', to: '23:00' }, 1],
  [{ type: 'window', everyMinutes: 120, from: '01:00', to: '23:00' }, 2],
  [{ type: 'cron', expression: '0 * * * *' }, 1],
  [{ type: 'cron', expression: '0 */6 * * *' }, 6],
  [{ type: 'cron', expression: '30 2 * * *' }, 24],
  [{ type: 'cron', expression: '0 2 1,15 * *' }, 400],
];

/** Instants around which the clocks of a zone change in some years. */
function changesOf(zone: string): number[] {
  const offset = (at: number) => IANAZone.create(zone).offset(at);
  const day = 86_400_000;
  const found: number[] = [];
  // The year in which Samoa left out a day, and this one.
  for (const year of zone === 'Pacific/Apia' ? [2011] : [2026]) {
    for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); ) {
      if (offset(at) !== offset(at + day)) {
        let change = at;
        while (offset(change) === offset(at)) {
          change += 900_000;
        }
        found.push(change);
      }
      at += day;
    }
  }
  return found.length > 0 ? found : [Date.UTC(2026, 5, 1)];
}

describe('windows as long as a step of their cadence', () => {
  it.each(zones)('cover each instant once in %s', zone => {
    for (const [cadence, hours] of cadences) {
      const reachMs = Math.max(5, hours * 2) * 3_600_000;
      for (const change of changesOf(zone)) {
        const from = new Date(change - reachMs);
        const count = Math.min(12, Math.ceil((reachMs * 2) / hours / 3.6e6));
        const [first, ...ticks] = nextTicks(cadence, zone, from, count + 1);
        let end = first;
        for (const dueAt of ticks) {
          const window = windowStart(cadence, zone, { hours, dueAt });
          expect([zone, cadence, dueAt, window.start]).toEqual([
            ...[zone, cadence, dueAt, end],
          ]);
          expect(window.tiles).toBe(true);
          end = dueAt;
        }
      }
    }
  });

  it('are the same whenever they are looked at', () => {
    const cadence: Cadence = { type: 'cron', expression: '0 * * * *' };
    const zone = 'Europe/Berlin';
    const start = new Date('2026-10-24T20:00:00Z');
    const all = nextTicks(cadence, zone, start, 12);
    expect(all.map(tick => tick.toISOString())).toEqual(
      Array.from({ length: 12 }, (_, hour) =>
        new Date(start.getTime() + (hour + 1) * 3_600_000).toISOString(),
      ),
    );
    all.forEach((tick, index) =>
      expect(nextTicks(cadence, zone, tick, 3)).toEqual(
        [...all, ...nextTicks(cadence, zone, all[11], 3)].slice(
          ...[index + 1, index + 4],
        ),
      ),
    );
  });
});

describe('other windows', () => {
  const daily: Cadence = { type: 'daily', time: '02:30' };
  const zone = 'Europe/Berlin';
  const dueAt = DateTime.fromISO('2026-10-26T02:30', { zone }).toJSDate();
  const startOf = (hours: number) =>
    windowStart(daily, zone, { hours, dueAt }).start;

  it.each([
    [48, '2026-10-24T02:30'],
    [168, '2026-10-19T02:30'],
  ])('of %i hours each day begin that many runs before', (hours, local) => {
    expect(startOf(hours)).toEqual(
      DateTime.fromISO(local, { zone }).toJSDate(),
    );
  });

  it('of some hours go by real time', () => {
    expect(startOf(36)).toEqual(new Date(dueAt.getTime() - 36 * 3_600_000));
    expect(startOf(1)).toEqual(new Date(dueAt.getTime() - 3_600_000));
  });
});

import { orderedSwitches } from '../store';
import { happenedWhileOff, happenedWhileOn, withState } from './switches';

const at = (minute: number) => Date.UTC(2026, 10, 30, 10) + minute * 60_000;
const iso = (minute: number) => new Date(at(minute)).toISOString();
const start = (minute: number) => ({ at: at(minute), isOn: true });
const stop = (minute: number) => ({ at: at(minute), isOn: false });
const history = [start(10), stop(20), start(30)];
const options = {
  isOnBefore: false,
  isOnWhereUnknown: true,
  aheadMs: 0,
  now: at(60),
};

describe('an end of recording that outlives the beginning after it', () => {
  const event = { startedAt: iso(50), endedAt: iso(51) };
  const held = [start(10), stop(20)];

  it('leaves nothing out while audit logging is enabled', () => {
    const known = withState(held, { state: 'enabled' });
    expect(happenedWhileOff(event, known, at(60))).toBe(false);
    expect(happenedWhileOn(event, known, options)).toBe(true);
    const between = { startedAt: iso(5), endedAt: iso(5) };
    expect(happenedWhileOn(between, known, options)).toBe(false);
  });

  it.each(['disabled', 'disabling', 'enabling'] as const)(
    'counts while audit logging is %s',
    state => {
      const known = withState(held, { state });
      expect(happenedWhileOff(event, known, at(60))).toBe(true);
      expect(happenedWhileOn(event, known, options)).toBe(false);
    },
  );

  it('changes nothing where the beginning is known', () => {
    expect(withState(history, { state: 'enabled' })).toEqual(history);
    expect(withState([], { state: 'enabled' })).toEqual([]);
  });
});

describe('happenedWhileOn', () => {
  it.each<[number, number | null, boolean]>([
    [9, null, false],
    [10, null, true],
    [19, 19, true],
    [19, 20, false],
    [20, null, false],
    [29, 31, false],
    [30, 31, true],
    // What ended while it was off is not known then.
    [15, 25, false],
    [15, 35, true],
  ])('from minute %p to %p is %p', (from, to, expected) => {
    const event = { startedAt: iso(from), endedAt: to && iso(to) };
    expect(happenedWhileOn(event as never, history, options)).toBe(expected);
  });

  it.each([
    ['nothing is known', [], true, true],
    ['nothing is known', [], false, false],
    ['it began', [start(10)], true, true],
    ['it began', [start(10)], false, false],
    ['it ended', [stop(10)], false, true],
  ])('before %s, as %p and %p say', (_, switches, isOnBefore, expected) => {
    const event = { startedAt: iso(5), endedAt: null };
    expect(
      happenedWhileOn(event, switches, {
        ...options,
        isOnBefore,
        isOnWhereUnknown: false,
      }),
    ).toBe(expected);
  });

  it('was on where retention has removed every switch of a log that is on', () => {
    const event = { startedAt: iso(5), endedAt: null };
    expect(happenedWhileOn(event, [], options)).toBe(true);
    expect(happenedWhileOn(event, [start(10)], options)).toBe(false);
  });

  it('goes by the clock of the portal where the clocks disagree', () => {
    const event = { startedAt: iso(29), endedAt: null };
    const with_ = (aheadMs: number) =>
      happenedWhileOn(event, history, { ...options, aheadMs });
    expect(with_(60_000)).toBe(true);
    expect(with_(1_900)).toBe(false);
    expect(with_(-10 * 60_000)).toBe(true);
  });

  it.each([
    [
      'just after the beginning, by a clock a little behind',
      30,
      -1,
      1_500,
      true,
    ],
    ['before the beginning', 30, -1, 900, false],
    ['just before the end, by a clock a little ahead', 20, 1, -1_500, true],
    ['after the end', 20, 1, 1_500, false],
  ])(
    'of something %s, where clocks disagree by less than is tolerated',
    (_, minute, seconds, aheadMs, expected) => {
      const event = { startedAt: iso(minute + seconds / 60), endedAt: null };
      expect(happenedWhileOn(event, history, { ...options, aheadMs })).toBe(
        expected,
      );
    },
  );

  it.each([
    ['on', [start(10), stop(20), start(30)], true],
    ['off', [start(10), stop(30)], false],
  ])(
    'is what it is now, %s, where the clock was set back behind the latest switch',
    (_, switches, expected) => {
      for (const minute of [5, 12, 15]) {
        const event = { startedAt: iso(minute), endedAt: null };
        expect(
          happenedWhileOn(event, switches, { ...options, now: at(15) }),
        ).toBe(expected);
      }
    },
  );
});

describe('happenedWhileOff', () => {
  const fourSwitches = [start(10), stop(20), start(30), stop(40)];

  it.each([
    [5, 5, false],
    [15, 15, false],
    [15, 25, true],
    [25, 35, true],
    [25, null, true],
    // Clocks of replicas disagree a little.
    [20, 20.05, false],
    [29.95, 30, false],
    [35, 39, false],
    [45, null, true],
  ])('of minutes %p to %p is %p', (from, to, expected) => {
    const event = {
      startedAt: iso(from),
      endedAt: to === null ? null : iso(to),
    };
    expect(happenedWhileOff(event, fourSwitches, at(60))).toBe(expected);
    expect(happenedWhileOff(event, [], at(60))).toBe(false);
  });

  it('is not known of what a clock that was ahead for some time says', () => {
    const ahead = [stop(10), start(2_000), stop(2_010), start(20)];
    const switches = orderedSwitches(ahead);
    expect(switches).toEqual([stop(10), start(20), stop(20), start(20)]);
    for (const [minute, expected] of [
      [15, true],
      [25, false],
      [2_005, false],
    ] as const) {
      const event = { startedAt: iso(minute), endedAt: null };
      expect(happenedWhileOff(event, switches, at(3_000))).toBe(expected);
    }
  });

  it('is not known where the clock was set back behind the latest switch', () => {
    const event = { startedAt: iso(25), endedAt: null };
    expect(happenedWhileOff(event, fourSwitches, at(25))).toBe(false);
  });
});

import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { Switch } from '../store';
import { OwnEventSink } from './OwnEventSink';

const MINUTE_MS = 60_000;
const START = Date.UTC(2026, 0, 1);

const periodOf = ({ version }: { version: number }) =>
  new Date(START + version).toISOString();

/** A replica, a database that others use, too, and time that is set by hand. */
function setUp(switches: Switch[]) {
  const state = {
    now: START,
    uptime: 0,
    version: 1,
    isAway: false,
    leftOut: 0,
    logging: switches.at(-1)?.isOn === false ? 'disabled' : 'enabled',
  };
  jest.spyOn(performance, 'now').mockImplementation(() => state.uptime);
  const appended: RecordedEvent[][] = [];
  const settings = {
    read: jest.fn(async () => {
      if (state.isAway) {
        throw new Error('away');
      }
      return {
        version: state.version,
        state: state.logging,
        changedAt: periodOf(state),
      } as never;
    }),
  };
  const completeTo = { sequence: '7', time: null };
  const sink = new OwnEventSink({
    store: {
      logId: 'the-log',
      append: async events => {
        appended.push(events);
        return { appended: events.length, duplicates: 0, completeTo };
      },
      completeTo: async () => completeTo,
    },
    settings,
    readSwitches: async () => [...switches],
    now: () => state.now,
    onLeftOut: count => {
      state.leftOut += count;
    },
  });
  const passes = (ms: number) => {
    state.now += ms;
    state.uptime += ms;
  };
  const switched = (isOn: boolean) => {
    switches.push({ at: state.now, isOn });
    state.logging = isOn ? 'enabled' : 'disabled';
    state.version += 1;
  };
  return { sink, state, settings, appended, passes, switched };
}

const eventAt = (at: number, overrides: Partial<RecordedEvent> = {}) =>
  recordedEvent({
    startedAt: new Date(at).toISOString(),
    endedAt: null,
    ...overrides,
  });

describe('OwnEventSink', () => {
  afterEach(() => jest.restoreAllMocks());

  it('leaves nothing out of an enabled log of which only the end of recording is left', async () => {
    const { sink, state, appended } = setUp([
      { at: START - 40 * 24 * 60 * MINUTE_MS, isOn: false },
    ]);
    state.logging = 'enabled';
    await sink.append([eventAt(state.now)]);
    expect(appended).toHaveLength(1);
    expect(state.leftOut).toBe(0);
  });

  it('leaves out what was recorded by a replica that was cut off while audit logging was disabled', async () => {
    for (const isEnabledAgain of [false, true]) {
      const switches = [{ at: START - MINUTE_MS, isOn: true }];
      const { sink, state, appended, passes, switched } = setUp(switches);
      await sink.append([eventAt(state.now)]);
      const before = eventAt(state.now);
      passes(MINUTE_MS);
      switched(false);
      passes(MINUTE_MS);
      const during = eventAt(state.now);
      const ended = eventAt(START, { endedAt: during.startedAt });
      const own = eventAt(state.now, { category: 'AUDIT_LOG' });
      passes(MINUTE_MS);
      if (isEnabledAgain) {
        switched(true);
        passes(10_000);
      }
      const after = eventAt(state.now);
      await sink.append([before, during, ended, own, after]);
      expect(appended.at(-1)).toEqual(
        isEnabledAgain ? [before, own, after] : [before, own],
      );
      expect(state.leftOut).toBe(isEnabledAgain ? 2 : 3);
      expect(await sink.append([during])).toEqual({
        appended: 0,
        duplicates: 0,
        completeTo: { sequence: '7', time: null },
      });
      expect(appended).toHaveLength(2);
    }
  });

  it.each([-60_000, -6_000, 6_000, 2 * 86_400_000])(
    'keeps what its process knows to be of the present period, with a clock that is %p ms ahead',
    async aheadMs => {
      const { sink, state, appended, passes, switched } = setUp([
        { at: START - MINUTE_MS, isOn: true },
      ]);
      switched(false);
      passes(MINUTE_MS);
      switched(true);
      const period = periodOf(state);
      const [known, unknown] = [eventAt(state.now), eventAt(state.now)];
      for (const event of [known, unknown]) {
        event.startedAt = new Date(state.now + aheadMs + 100).toISOString();
      }
      state.now += aheadMs + 200;
      await sink.append([known], { periods: [period] });
      expect(appended.flat()).toEqual([known]);
      // Of another period only the times tell.
      passes(10_000);
      const isLeftOut = aheadMs === -6_000;
      await sink.append([unknown], { periods: ['another'] });
      expect(state.leftOut).toBe(isLeftOut ? 1 : 0);
    },
  );

  it('appends nothing where the settings can not be read', async () => {
    const { sink, state, appended, passes } = setUp([]);
    await sink.append([eventAt(START)]);
    passes(5_000);
    state.isAway = true;
    await expect(sink.append([eventAt(START)])).rejects.toThrow('away');
    state.isAway = false;
    await sink.append([eventAt(START)]);
    expect(appended).toHaveLength(2);
  });

  it('reads the settings again only after a while, or where it would leave something out', async () => {
    const switches = [
      { at: START - 3 * MINUTE_MS, isOn: true },
      { at: START - 2 * MINUTE_MS, isOn: false },
    ];
    const { sink, state, settings, appended, passes, switched } =
      setUp(switches);
    await sink.append([eventAt(START, { category: 'AUDIT_LOG' })]);
    switched(true);
    passes(1_000);
    // It knows only by now that this is of after the gap.
    await sink.append([eventAt(state.now)]);
    await sink.append([eventAt(state.now)]);
    expect(appended).toHaveLength(3);
    expect(settings.read).toHaveBeenCalledTimes(2);
  });

  it('appends in the order of the calls', async () => {
    const { sink, appended, passes } = setUp([]);
    const events = [1, 2, 3].map(() => eventAt(START));
    passes(MINUTE_MS);
    await Promise.all(events.map(event => sink.append([event])));
    expect(appended).toEqual(events.map(event => [event]));
    expect(sink.logId).toBe('the-log');
  });
});

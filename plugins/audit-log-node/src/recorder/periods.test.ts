import { createMockDirectory } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { begunOf, eventOf } from '../tests/recordedEvents';
import { EventSink } from './types';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { recorderOptions } from './recorderOptions';
import { declareDead, startRecorderProcess } from './recorderProcess';

const directory = createMockDirectory();

/** The true time and what the clock of the process says of it. */
let uptime = 0;
let clock = 0;

const passes = (ms: number) => {
  uptime += ms;
  clock += ms;
};
const iso = () => new Date(clock).toISOString();
const fresh = (fields: Partial<RecordedEvent> = {}) =>
  eventOf({ startedAt: iso(), endedAt: iso(), durationMs: 0, ...fields });

/** What a sink is told of each event. */
type Told = [string, string | undefined][];

function sinkFor(told: Told): EventSink {
  return {
    append: async (events, circumstances) => {
      events.forEach(({ eventId }, index) =>
        told.push([eventId, circumstances?.periods[index]]),
      );
      const completeTo = { sequence: '1', time: null };
      return { appended: events.length, duplicates: 0, completeTo };
    },
  };
}

function start() {
  const told: Told = [];
  const recorder = DefaultAuditLogRecorder.create(
    recorderOptions({ now: () => clock }),
  );
  recorder.attach(sinkFor(told));
  const learn = (period?: string) =>
    recorder.learn({ recording: period ? 'on' : 'off', period });
  const takeTold = async () => {
    await recorder.flush();
    return Object.fromEntries(told.splice(0));
  };
  return { recorder, learn, takeTold };
}

describe('the period of recording in which something happened', () => {
  beforeEach(() => {
    uptime = 1_000;
    jest.spyOn(performance, 'now').mockImplementation(() => uptime);
  });
  afterEach(() => jest.restoreAllMocks());

  it.each([0, -90_000, 2 * 86_400_000])(
    'is told where all of it happened in it, with a clock that is %p ms ahead',
    async aheadMs => {
      clock = Date.UTC(2026, 0, 1) + aheadMs;
      const { recorder, learn, takeTold } = start();
      await recorder.record(fresh({ eventId: 'held' }));
      const before = begunOf({ eventId: 'begun-before', startedAt: iso() });
      const early = await recorder.begin(before);
      passes(5_000);
      learn('first');
      passes(5);
      await recorder.record(fresh({ eventId: 'at-once' }));
      const begun = begunOf({ eventId: 'begun-in-it', startedAt: iso() });
      const operation = await recorder.begin(begun);
      const strict = begunOf({ eventId: 'strict', startedAt: iso() });
      await recorder.begin(strict);
      passes(10);
      const end = { endedAt: iso(), outcome: 'succeeded' } as const;
      await operation.end({ ...begun, ...end, durationMs: 10 });
      await early.end({ ...before, ...end, durationMs: 5_015 });
      await recorder.record(fresh({ eventId: 'took-long', durationMs: 9_000 }));
      expect(await takeTold()).toEqual({
        held: undefined,
        'begun-before': undefined,
        'at-once': 'first',
        'begun-in-it': 'first',
        strict: 'first',
        'took-long': undefined,
      });

      // What it was told again, or of rules, ends no period; another one does.
      const across = begunOf({ eventId: 'across', startedAt: iso() });
      const within = begunOf({ eventId: 'within', startedAt: iso() });
      const [first, second] = [
        await recorder.begin(within),
        await recorder.begin(across),
      ];
      passes(1_000);
      learn('first');
      await first.end({ ...within, ...end });
      learn('second');
      passes(1_000);
      await second.end({ ...across, ...end });
      await recorder.record(fresh({ eventId: 'new' }));
      expect(await takeTold()).toEqual({
        within: 'first',
        across: undefined,
        new: 'second',
      });
    },
  );

  it('is not told where the clock was set meanwhile, so that it is not known', async () => {
    clock = Date.UTC(2026, 0, 1);
    const { recorder, learn, takeTold } = start();
    learn('first');
    const begun = begunOf({ eventId: 'begun', startedAt: iso() });
    const operation = await recorder.begin(begun);
    clock += 3_600_000;
    await operation.end({ ...begun, outcome: 'succeeded', endedAt: iso() });
    expect(await takeTold()).toEqual({ begun: undefined });
  });

  it('is told of what a process that died had begun in it', async () => {
    clock = Date.UTC(2026, 0, 1);
    const { recorder, learn, takeTold } = start();
    const diedWith = (eventId: string) => {
      const begun = begunOf({ eventId, startedAt: iso() });
      const mark = { keepNext: () => {}, release: () => {}, end: () => {} };
      return {
        event: { ...begun, outcome: 'unknown' as const },
        operationId: begun.id,
        mark,
      };
    };
    const before = diedWith('before');
    passes(5_000);
    learn('first');
    passes(5);
    const within = diedWith('within');
    passes(5);
    recorder.takeUnknown([before, within]);
    expect(await takeTold()).toEqual({ before: undefined, within: 'first' });
  });

  it.each(['in memory', 'with those of a process that died'])(
    'is kept in quarantine, %s',
    async place => {
      clock = Date.now();
      directory.clear();
      const starting = () => {
        const told: Told = [];
        const { recorder, stop } = startRecorderProcess(directory.path, {
          now: () => clock,
          // Without a folder it is in memory.
          ...(place === 'in memory' && { quarantineFolder: undefined }),
        });
        return { recorder, stop, told };
      };
      const first = starting();
      first.recorder.attach({
        append: async () => {
          throw new InputError('refused');
        },
      });
      first.recorder.learn({ recording: 'on', rules: [], period: 'first' });
      await first.recorder.record(fresh({ eventId: 'known' }));
      await first.recorder.record(fresh({ eventId: 'not', durationMs: 9_000 }));
      await first.recorder.flush();
      expect(first.recorder.quarantined()).toHaveLength(2);
      let latest = first;
      if (place !== 'in memory') {
        first.stop();
        declareDead(directory.path);
        latest = starting();
      }
      latest.recorder.learn({ recording: 'on', rules: [], period: 'second' });
      latest.recorder.attach(sinkFor(latest.told));
      await latest.recorder.redrive();
      await latest.recorder.flush();
      expect(latest.told.sort()).toEqual([
        ['known', 'first'],
        ['not', undefined],
      ]);
      latest.stop();
    },
  );

  it('is in the journal, for the process after one that was killed', async () => {
    clock = Date.now();
    const first = startRecorderProcess(directory.path, { now: () => clock });
    first.recorder.learn({ recording: 'on', rules: [], period: 'first' });
    await first.recorder.record(fresh({ eventId: 'known' }));
    await first.recorder.record(fresh({ eventId: 'not', durationMs: 9_000 }));
    first.recorder.close();
    declareDead(directory.path);
    const third = startRecorderProcess(directory.path, { now: () => clock });
    const told: Told = [];
    third.recorder.attach(sinkFor(told));
    third.recorder.learn({ recording: 'off', rules: [] });
    await third.recorder.flush();
    expect(told.sort()).toEqual([
      ['known', 'first'],
      ['not', undefined],
    ]);
    [first, third].forEach(({ stop }) => stop());
  });
});

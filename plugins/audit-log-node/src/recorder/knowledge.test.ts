import { createMockDirectory } from '@backstage/backend-test-utils';
import { AUDIT_LOG_CATEGORY, Rule } from 'backstage-plugin-audit-log-common';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import {
  declareDead,
  journalTexts,
  startRecorderProcess,
} from './recorderProcess';
import { begunOf, eventOf, idsOf } from '../tests/recordedEvents';
import { recorderOptions } from './recorderOptions';

const directory = createMockDirectory();
let stop: Array<() => void> = [];

function start(options: Parameters<typeof startRecorderProcess>[1] = {}) {
  const started = startRecorderProcess(directory.path, options);
  stop.push(started.stop);
  return started.recorder;
}

function kill(recorder: ReturnType<typeof start>) {
  recorder.close();
  declareDead(directory.path);
}

const secret = 'SALARY 42';
const scaffolder = (effect: Partial<Rule>): Rule => ({
  name: 'about the scaffolder',
  match: { plugin: 'scaffolder' },
  effect: 'record',
  ...effect,
});
const sparse = scaffolder({ detail: 'metadata' });
const dropping = scaffolder({ effect: 'drop' });
const run = { plugin: 'scaffolder', meta: { parameters: secret } };

describe('what a recorder knows of the portal', () => {
  beforeEach(() => directory.clear());

  afterEach(() => {
    stop.forEach(end => end());
    stop = [];
  });

  describe.each([
    ['in memory', false],
    ['with a journal', true],
  ])('that comes after the events, %s', (_, hasJournal) => {
    const starting = (options: Parameters<typeof start>[0] = {}) =>
      start(hasJournal ? options : { ...options, journal: undefined });

    it.each([
      ['drops', [dropping], []],
      ['keeps', [], [{ ...run, outcome: 'succeeded' }]],
      [
        'leaves out a part of',
        [sparse],
        [{ meta: { '[left out]': expect.stringContaining(sparse.name) } }],
      ],
    ])('%s what was held', async (__, rules, expected) => {
      const recorder = starting();
      const sink = new MemoryEventSink();
      recorder.attach(sink);
      const operation = await recorder.begin(begunOf(run));
      await operation.end(eventOf({ ...run, outcome: 'succeeded' }));
      await recorder.record(eventOf({ ...run, plugin: 'catalog' }));
      recorder.learn({ recording: 'on', rules });
      await recorder.flush();
      expect(sink.events).toMatchObject([...expected, { plugin: 'catalog' }]);
    });

    it('decides about what did not fit into memory, too', async () => {
      const recorder = starting({ memory: { maxEvents: 3, maxSize: 1e6 } });
      const sink = new MemoryEventSink();
      const kept = eventOf();
      for (const event of [...Array(9)].map(() => eventOf(run))) {
        await recorder.record(event);
      }
      await recorder.record(kept);
      recorder.attach(sink);
      recorder.learn({ recording: 'on', rules: [dropping] });
      await recorder.flush();
      expect(idsOf(sink.events)).toEqual([kept.id]);
    });

    it('drops an outcome, and records the failure after it as the first', async () => {
      const recorder = starting();
      const sink = new MemoryEventSink();
      recorder.attach(sink);
      const begun = begunOf();
      const operation = await recorder.begin(begun);
      await operation.end({ ...begun, outcome: 'succeeded' });
      await operation.end({ ...begun, outcome: 'failed' });
      recorder.learn({
        recording: 'on',
        rules: [
          { name: 'well', match: { outcome: 'succeeded' }, effect: 'drop' },
        ],
      });
      await recorder.flush();
      expect(sink.events).toMatchObject([{ outcome: 'failed', amends: null }]);
    });
  });

  it.each([
    ['off', [AUDIT_LOG_CATEGORY]],
    ['never', []],
  ] as const)(
    'removes from the disk what is not recorded while it is %s',
    async (recording, categories) => {
      const recorder = start();
      const sink = new MemoryEventSink();
      recorder.attach(sink);
      await recorder.record(eventOf(run));
      await recorder.begin(begunOf(run));
      const own = eventOf({ category: AUDIT_LOG_CATEGORY });
      await recorder.record(own);
      expect(journalTexts(directory.path)).toContain(secret);
      recorder.learn({ recording, rules: [] });
      const texts = journalTexts(directory.path);
      expect(texts).not.toContain(secret);
      expect(texts.includes(own.id)).toBe(categories.length > 0);
      await recorder.flush();
      expect(sink.events.map(({ category }) => category)).toEqual(categories);
      // Nothing of it is written from here on, either.
      await recorder.record(eventOf(run));
      await recorder.begin(begunOf(run));
      expect(journalTexts(directory.path)).not.toContain(secret);
    },
  );

  it.each([
    ['off', 'in memory and on disk', ['ended', 'spilled', 'open']],
    ['never', 'where there is no log', []],
  ] as const)(
    'takes nothing back that was recorded before, when it is %s, %s',
    async (recording, _, expected) => {
      for (const isKilled of [false, true]) {
        directory.clear();
        const memory = { maxEvents: 4, maxSize: 1e6 };
        const recorder = start({ memory });
        const sink = new MemoryEventSink();
        sink.failure = Object.assign(new Error('away'), {
          code: 'ECONNREFUSED',
        });
        recorder.attach(sink);
        recorder.learn({ recording: 'on', rules: [] });
        await recorder.record(eventOf({ eventId: 'ended' }));
        for (let i = 0; i < 9; i += 1) {
          await recorder.record(eventOf({ eventId: 'spilled' }));
        }
        const open = begunOf({ eventId: 'open' });
        const operation = await recorder.begin(open);
        let latest = recorder;
        if (isKilled) {
          kill(recorder);
          latest = start({ memory });
          latest.attach(sink);
        }
        latest.learn({ recording, rules: [] });
        if (!isKilled) {
          await operation.end({ ...open, outcome: 'succeeded' });
        }
        sink.failure = undefined;
        latest.attach(sink);
        await latest.flush();
        // The end of what was open is of a time at which it was off.
        const wanted: string[] = expected.filter(
          eventId => isKilled || eventId !== 'open',
        );
        expect(
          [...new Set(sink.events.map(({ eventId }) => eventId))].sort(),
        ).toEqual(wanted.sort());
        expect(sink.events).toHaveLength(
          wanted.length === 0 ? 0 : wanted.length + 8,
        );
        expect(latest.status()).toMatchObject({ queued: 0, dropped: 0 });
      }
    },
  );

  it.each([
    ['in memory', 1_000, 'after it is off'],
    ['in memory', 1_000, 'before it is off'],
    ['in memory', 1_000, 'before it is off, as is the next one'],
    ['on disk only', 2, 'after it is off'],
    ['on disk only', 2, 'before it is off'],
    ['on disk only', 2, 'before it is off, as is the next one'],
  ])(
    'keeps what was held %s (%i) when it was on, if the process is killed %s',
    async (_, maxEvents, killed) => {
      const memory = { maxEvents, maxSize: 1e6 };
      const sink = new MemoryEventSink();
      sink.failure = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
      const starting = () => {
        const started = start({ memory });
        started.attach(sink);
        return started;
      };
      const recorder = starting();
      const held = [...Array(6)].map(() => eventOf());
      for (const event of held) {
        await recorder.record(event);
      }
      await recorder.record(eventOf(run));
      recorder.learn({ recording: 'on', rules: [dropping] });
      if (killed === 'after it is off') {
        recorder.learn({ recording: 'off', rules: [dropping] });
      }
      kill(recorder);
      if (killed.endsWith('next one')) {
        kill(starting());
      }
      const next = starting();
      next.learn({ recording: 'off', rules: [dropping] });
      sink.failure = undefined;
      next.attach(sink);
      await next.flush();
      expect(idsOf(sink.events).sort()).toEqual(idsOf(held).sort());
      expect(next.status()).toMatchObject({ queued: 0, dropped: 0 });
    },
  );

  it('tells what was omitted before it is off', async () => {
    // All within one second.
    const now = Date.now();
    const recorder = start({
      anonymous: { perAddress: 1, total: 1 },
      now: () => now,
    });
    const sink = new MemoryEventSink();
    recorder.attach(sink);
    recorder.learn({ recording: 'on', rules: [] });
    for (let i = 0; i < 3; i += 1) {
      await recorder.record(
        eventOf({ actor: { type: 'anonymous', ref: null } }),
      );
    }
    recorder.learn({ recording: 'off', rules: [] });
    await recorder.flush();
    expect(sink.events).toHaveLength(2);
  });

  it('goes on with the own operations of the audit log while off', async () => {
    const recorder = start();
    const sink = new MemoryEventSink();
    recorder.attach(sink);
    recorder.learn({ recording: 'on', rules: [] });
    const own = begunOf({ category: AUDIT_LOG_CATEGORY });
    const open = begunOf({ category: AUDIT_LOG_CATEGORY });
    const other = begunOf(run);
    const [ending, otherEnding] = [
      await recorder.begin(own),
      await recorder.begin(other),
    ];
    await recorder.begin(open);
    sink.failure = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const waiting = eventOf({ category: AUDIT_LOG_CATEGORY });
    await recorder.record(waiting);
    recorder.learn({ recording: 'off', rules: [] });
    await ending.end({ ...own, outcome: 'succeeded' });
    await otherEnding.end({ ...other, outcome: 'succeeded' });
    expect(sink.events).toEqual([]);
    kill(recorder);

    const next = start();
    const after = new MemoryEventSink();
    next.attach(after);
    next.learn({ recording: 'off', rules: [] });
    await next.flush();
    expect(after.events.map(({ id, outcome }) => [id, outcome]).sort()).toEqual(
      [
        [own.id, 'succeeded'],
        [waiting.id, waiting.outcome],
        [open.id, 'unknown'],
      ].sort(),
    );
  });

  it.each([
    ['a level of detail', sparse, ['unknown']],
    ['a drop', dropping, []],
    [
      'a drop of what is unknown',
      scaffolder({
        match: { plugin: 'scaffolder', outcome: 'unknown' },
        effect: 'drop',
      }),
      [],
    ],
    [
      'a drop of what went well',
      scaffolder({
        match: { plugin: 'scaffolder', outcome: 'succeeded' },
        effect: 'drop',
      }),
      ['unknown'],
    ],
  ])(
    'is in force for operations of a process that died: %s',
    async (_, rule, outcomes) => {
      const recorder = start();
      const sink = new MemoryEventSink();
      recorder.attach(sink);
      recorder.learn({ recording: 'on', rules: [rule] });
      await recorder.begin(begunOf(run));
      kill(recorder);

      const next = start();
      next.attach(sink);
      next.learn({ recording: 'on' });
      await next.flush();
      expect(sink.events.map(({ outcome }) => outcome)).toEqual(outcomes);
      expect(next.takeIncomplete()).toEqual(sink.events);
      expect(JSON.stringify(sink.events).includes(secret)).toBe(
        outcomes.length > 0 && rule.detail === undefined,
      );
    },
  );

  it('is waited for before an operation is told as pending', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick'] });
    try {
      const recorder = start();
      const sink = new MemoryEventSink();
      recorder.attach(sink);
      const [dropped, kept] = [begunOf(run), begunOf()];
      await recorder.begin(dropped);
      await recorder.begin(kept);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(recorder.status().queued).toBe(0);
      recorder.learn({ recording: 'on', rules: [dropping] });
      await jest.advanceTimersByTimeAsync(10_000);
      await recorder.flush();
      expect(sink.events).toEqual([kept]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('left out for good what it left out, whatever rules come later', async () => {
    const recorder = start();
    const [held, ended] = [eventOf(run), begunOf(run)];
    await recorder.record(held);
    const operation = await recorder.begin(ended);
    // Keeps the file that they are in.
    const open = begunOf();
    await recorder.begin(open);
    recorder.learn({ recording: 'on', rules: [dropping] });
    await operation.end({ ...ended, outcome: 'succeeded' });
    kill(recorder);

    const next = start();
    const sink = new MemoryEventSink();
    next.attach(sink);
    next.learn({ recording: 'on', rules: [] });
    await next.flush();
    expect(idsOf(sink.events)).toEqual([open.id]);
  });

  it('is in force from the first instant of the next process', async () => {
    const recorder = start();
    recorder.learn({ recording: 'on', rules: [dropping], version: '7' });
    kill(recorder);

    const next = start();
    // Whoever asks the portal has no answer yet.
    expect([next.recording, next.knowledge]).toEqual(['on', undefined]);
    await next.record(eventOf(run));
    await next.begin(begunOf(run));
    expect(journalTexts(directory.path)).not.toContain(secret);
    // It may be out of date, so nothing is appended by it.
    const sink = new MemoryEventSink();
    next.attach(sink);
    await next.record(eventOf());
    await next.flush();
    expect(sink.attempts).toBe(0);
    next.learn({ recording: 'on', rules: [], version: '8' });
    expect(next.knowledge?.version).toBe('8');
    await next.flush();
    expect(sink.events).toHaveLength(1);
  });

  it.each(['off', 'never'] as const)(
    'records nothing from the first instant where it was %s',
    async recording => {
      start().learn({ recording, rules: [] });
      declareDead(directory.path);
      const next = start();
      expect(next.recording).toBe('off');
      await next.record(eventOf(run));
      await next.begin(begunOf(run));
      expect(journalTexts(directory.path)).not.toContain(secret);
    },
  );

  it('holds less than newer rules of the configuration', async () => {
    start().learn({ recording: 'on', rules: [] });
    declareDead(directory.path);
    const next = start({ configured: [dropping] });
    await next.record(eventOf(run));
    expect(journalTexts(directory.path)).not.toContain(secret);
    expect(next.recording).toBe('on');
  });

  it('lies where only the process reads it, and may be unreadable', () => {
    start().learn({ recording: 'on', rules: [dropping] });
    const path = `${directory.path}/knowledge-test.json`;
    expect(statSync(path).mode.toString(8).slice(-3)).toBe('600');
    const whole = readFileSync(path, 'utf8');
    for (const text of [
      '',
      whole.slice(0, -9),
      '{}',
      'null',
      whole.replace('"v":1', '"v":2'),
      whole.replace('"drop"', '"jump"'),
    ]) {
      writeFileSync(path, text);
      expect([text, start().recording]).toEqual([text, 'unknown']);
    }
    writeFileSync(path, whole);
    expect(start().recording).toBe('on');
  });

  it('is waited for by what a strict rule refuses without a record', async () => {
    const configured: Rule[] = [
      scaffolder({ effect: 'record', durability: 'strict' }),
    ];
    const recorder = start({
      configured,
      waiting: { ...recorderOptions().waiting, strictMs: 20 },
    });
    const sink = new MemoryEventSink();
    recorder.attach(sink);
    const begun = begunOf(run);
    await expect(recorder.begin(begun)).rejects.toThrow('within 20 ms');
    const waiting = recorder.begin(begunOf(run));
    recorder.learn({ recording: 'on', rules: [] });
    // The rule holds no more by what is known now.
    await waiting;
    await recorder.flush();
    expect(sink.events).toMatchObject([{ id: begun.id, outcome: 'failed' }]);
  });
});

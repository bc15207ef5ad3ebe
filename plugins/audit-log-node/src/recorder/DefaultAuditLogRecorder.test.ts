import { Journal, LOSS_IS_RECENT_MS } from '../journal';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { begunOf, eventOf, idsOf } from '../tests/recordedEvents';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { RecorderOptions } from './options';
import { recorderOptions } from './recorderOptions';

let recorders: DefaultAuditLogRecorder[] = [];

function createRecorder(options: Partial<RecorderOptions> = {}) {
  const sink = new MemoryEventSink();
  const recorder = DefaultAuditLogRecorder.create(recorderOptions(options));
  recorders.push(recorder);
  const start = () => {
    recorder.attach(sink);
    recorder.learn({ recording: 'on' });
  };
  return { recorder, sink, start };
}

describe('DefaultAuditLogRecorder', () => {
  afterEach(() => {
    recorders.forEach(recorder => recorder.close());
    recorders = [];
    jest.useRealTimers();
  });

  it('holds events until it knows that they are recorded', async () => {
    const { recorder, sink, start } = createRecorder();
    const events = [eventOf(), eventOf({ severity: 'critical' })];
    await Promise.all(events.map(event => recorder.record(event)));
    await recorder.flush();
    expect(sink.attempts).toBe(0);
    expect(recorder.status()).toMatchObject({
      recording: 'unknown',
      queued: 2,
    });
    start();
    await recorder.flush();
    expect(sink.events).toEqual(events);
    expect(recorder.status()).toMatchObject({
      queued: 0,
      appended: 2,
      // Without a journal they could only be kept in memory meanwhile.
      notDurable: 2,
    });
  });

  it('holds a begin in the journal until the end is durable elsewhere', async () => {
    const release = jest.fn();
    const { recorder, sink } = createRecorder({
      journal: {
        isSpilling: false,
        holdsAdopted: false,
        begin: () => ({ end: release, release: () => {} }),
        // The disk is full by now.
        write: () => undefined,
        onGivenUp: () => {},
        discard: () => {},
        keepUndecided: () => {},
        discardUndecided: () => {},
        status: () => ({ problems: [] }),
      } as unknown as Journal,
      waiting: { ...recorderOptions().waiting, patienceMs: 60_000 },
    });
    const begun = begunOf();
    const operation = await recorder.begin(begun);
    const ended = operation.end({ ...begun, outcome: 'succeeded' });
    await new Promise(resolve => setImmediate(resolve));
    expect(release).not.toHaveBeenCalled();
    recorder.attach(sink);
    recorder.learn({ recording: 'on' });
    await ended;
    expect(idsOf(sink.events)).toEqual([begun.id]);
    expect(release).toHaveBeenCalledTimes(1);
  });

  it('discards what it holds when recording turns out to be off', async () => {
    const { recorder, sink } = createRecorder();
    await recorder.record(eventOf());
    recorder.attach(sink);
    recorder.learn({ recording: 'off' });
    await recorder.record(eventOf());
    recorder.learn({ recording: 'on' });
    await recorder.flush();
    expect(sink.events).toEqual([]);
    expect(recorder.status().queued).toBe(0);
  });

  it('resolves a call after the commit', async () => {
    const { recorder, sink, start } = createRecorder();
    start();
    let open = () => {};
    sink.gate = new Promise(resolve => {
      open = resolve;
    });
    let isResolved = false;
    const recorded = recorder.record(eventOf({ severity: 'high' })).then(() => {
      isResolved = true;
    });
    while (sink.attempts === 0) {
      await new Promise(setImmediate);
    }
    expect(isResolved).toBe(false);
    open();
    await recorded;
    expect(sink.events).toHaveLength(1);
  });

  it('lets batches grow while the sink is busy, in order', async () => {
    const { recorder, sink, start } = createRecorder();
    start();
    const events = Array.from({ length: 250 }, () => eventOf());
    let open = () => {};
    sink.gate = new Promise(resolve => {
      open = resolve;
    });
    const first = recorder.record(events[0]);
    while (sink.attempts === 0) {
      await new Promise(setImmediate);
    }
    const rest = events.slice(1).map(event => recorder.record(event));
    open();
    await Promise.all([first, ...rest]);
    expect(sink.batches.map(({ length }) => length)).toEqual([1, 100, 100, 49]);
    expect(idsOf(sink.events)).toEqual(idsOf(events));
  });

  it('retries until the sink is back, and loses nothing', async () => {
    const { recorder, sink, start } = createRecorder();
    start();
    sink.failure = Object.assign(new Error('connect'), {
      code: 'ECONNREFUSED',
    });
    const events = Array.from({ length: 20 }, () => eventOf());
    await Promise.all(events.map(event => recorder.record(event)));
    expect(recorder.status()).toMatchObject({
      queued: 20,
      isAway: true,
      lastAppendError: 'connect',
      notDurable: 20,
    });
    expect(recorder.status().problems.join()).toContain('connect');
    sink.failure = undefined;
    await recorder.flush();
    expect(idsOf(sink.events)).toEqual(idsOf(events));
    expect(recorder.status()).toMatchObject({
      isAway: false,
      lastAppendError: null,
    });
  });

  it('gives up on an append that never answers, and sends it again', async () => {
    const { recorder, sink, start } = createRecorder({
      batch: {
        maxBatchEvents: 10,
        maxBatchSize: 1e6,
        lingerMs: 0,
        appendTimeoutMs: 20,
      },
    });
    start();
    sink.gate = new Promise(() => {});
    const event = eventOf();
    const recorded = recorder.record(event);
    while (sink.attempts < 2) {
      await new Promise(setImmediate);
    }
    sink.gate = Promise.resolve();
    await recorder.flush();
    await recorded;
    expect(idsOf(sink.events)).toEqual([event.id]);
  });

  it('finds the events that the sink refuses, and lets the rest pass', async () => {
    const { recorder, sink, start } = createRecorder();
    start();
    const events = Array.from({ length: 60 }, () => eventOf());
    const poisoned = new Set([events[0].id, events[1].id, events[37].id]);
    sink.refuses = event => poisoned.has(event.id);
    await Promise.all(events.map(event => recorder.record(event, 'journal')));
    await recorder.flush();
    while (recorder.status().quarantined < poisoned.size) {
      await recorder.record(eventOf());
    }
    const passed = idsOf(sink.events);
    expect(
      events.filter(({ id }) => !passed.includes(id)).map(({ id }) => id),
    ).toEqual([...poisoned]);
    expect(recorder.quarantined()[0].reason).toContain('invalid byte sequence');
    expect(recorder.status().problems.join()).toContain(
      '3 events were put aside',
    );

    sink.refuses = () => false;
    expect(await recorder.redrive()).toBe(3);
    await recorder.flush();
    expect(idsOf(sink.events)).toEqual(expect.arrayContaining([...poisoned]));
    expect(recorder.status().quarantined).toBe(0);
  });

  it('takes no event for poisoned while the sink refuses all of them', async () => {
    const { recorder, sink, start } = createRecorder();
    start();
    sink.failure = new Error('something unheard of');
    const events = Array.from({ length: 8 }, () => eventOf());
    void Promise.all(events.map(event => recorder.record(event)));
    while (sink.attempts < 12) {
      await new Promise(setImmediate);
    }
    expect(recorder.status().quarantined).toBe(0);
    sink.failure = undefined;
    await recorder.flush();
    expect(idsOf(sink.events).sort()).toEqual(idsOf(events).sort());
  });

  it('gives up the oldest low severities when memory is full, counts, and recovers', async () => {
    let now = Date.now();
    const { recorder, sink, start } = createRecorder({
      memory: { maxEvents: 10, maxSize: 1_000_000 },
      now: () => now,
    });
    const low = Array.from({ length: 8 }, () => eventOf());
    const high = Array.from({ length: 8 }, () => eventOf({ severity: 'high' }));
    for (const event of [...low, ...high]) {
      await recorder.record(event);
    }
    start();
    await recorder.flush();
    expect(idsOf(sink.events)).toEqual(idsOf([...low.slice(6), ...high]));
    expect(recorder.status().dropped).toBe(6);
    expect(recorder.status().problems.join()).toContain(
      '6 events were given up',
    );
    now += LOSS_IS_RECENT_MS - 1;
    expect(recorder.status().problems).not.toEqual([]);
    now += 1;
    expect(recorder.status()).toMatchObject({ dropped: 6, problems: [] });
  });

  describe('under a strict rule', () => {
    it('begins only after the begin is committed, and amends it', async () => {
      const { recorder, sink, start } = createRecorder();
      start();
      const begun = begunOf({ eventId: 'strict' });
      const operation = await recorder.begin(begun);
      expect(sink.events).toEqual([begun]);
      await operation.end({ ...begun, outcome: 'succeeded' });
      await recorder.flush();
      expect(sink.events[1]).toMatchObject({
        outcome: 'succeeded',
        amends: begun.id,
      });
      expect(sink.events[1].id).not.toBe(begun.id);
    });

    it.each([
      [
        'fails',
        (sink: MemoryEventSink) => {
          sink.failure = new Error('down');
        },
      ],
      [
        'hangs',
        (sink: MemoryEventSink) => {
          sink.gate = new Promise(() => {});
        },
      ],
    ])(
      'refuses where the sink %s, and says so in the log later',
      async (_, breakSink) => {
        const { recorder, sink, start } = createRecorder();
        start();
        breakSink(sink);
        const begun = begunOf({ eventId: 'strict' });
        await expect(recorder.begin(begun)).rejects.toThrow(
          "could not record 'catalog.strict' within 50 ms",
        );
        sink.failure = undefined;
        sink.gate = Promise.resolve();
        expect(recorder.status().openOperations).toBe(0);
        await recorder.flush();
        while (sink.events.length === 0) {
          await new Promise(setImmediate);
        }
        expect(sink.events.at(-1)).toMatchObject({
          outcome: 'failed',
          amends: begun.id,
          error: { name: 'ServiceUnavailableError' },
        });
      },
    );

    it('refuses at once where too many wait already', async () => {
      const { recorder, sink, start } = createRecorder();
      start();
      sink.gate = new Promise(() => {});
      const refusals = Array.from({ length: 250 }, () =>
        recorder
          .begin(begunOf({ eventId: 'strict' }))
          .catch((error: Error) => error.message),
      );
      const messages = await Promise.all(refusals);
      expect(
        messages.filter(message =>
          String(message).includes('200 others wait already'),
        ),
      ).toHaveLength(50);
      // Those that wait, and the two batches that the loop has under way.
      expect(sink.attempts).toBeLessThanOrEqual(202);
    });

    it('waits until it is known whether events are recorded', async () => {
      const { recorder, sink, start } = createRecorder();
      const begun = recorder.begin(begunOf({ eventId: 'strict' }));
      start();
      await begun;
      expect(sink.events).toHaveLength(1);
      recorder.learn({ recording: 'off' });
      await recorder.begin(begunOf({ eventId: 'strict' }));
      expect(sink.events).toHaveLength(1);
    });
  });

  describe('with operations that stay open', () => {
    it('records them as pending after 30 seconds, and amends that', async () => {
      jest.useFakeTimers({ doNotFake: ['setImmediate'] });
      const { recorder, sink, start } = createRecorder();
      start();
      const begun = begunOf();
      const operation = await recorder.begin(begun);
      await jest.advanceTimersByTimeAsync(29_000);
      expect(sink.events).toEqual([]);
      await jest.advanceTimersByTimeAsync(11_000);
      await recorder.flush();
      expect(sink.events).toEqual([begun]);
      await jest.advanceTimersByTimeAsync(60_000);
      const ended = operation.end({ ...begun, outcome: 'succeeded' });
      await jest.advanceTimersByTimeAsync(100);
      await ended;
      expect(sink.events).toHaveLength(2);
      expect(sink.events[1]).toMatchObject({
        outcome: 'succeeded',
        amends: begun.id,
      });
      expect(recorder.status().openOperations).toBe(0);
    });

    it('records them as unknown when the process ends, and amends that too', async () => {
      const { recorder, sink, start } = createRecorder();
      start();
      const begun = begunOf();
      const operation = await recorder.begin(begun);
      await recorder.drain();
      expect(sink.events).toMatchObject([{ id: begun.id, outcome: 'unknown' }]);
      await operation.end({ ...begun, outcome: 'succeeded' });
      await recorder.flush();
      expect(sink.events[1]).toMatchObject({
        outcome: 'succeeded',
        amends: begun.id,
      });
    });

    it('waits a little for them to end before that', async () => {
      const { recorder, sink, start } = createRecorder({
        waiting: {
          strictMs: 50,
          commitMs: 50,
          patienceMs: 50,
          graceMs: 5000,
          drainMs: 200,
        },
      });
      start();
      const begun = begunOf();
      const operation = await recorder.begin(begun);
      const drained = recorder.drain();
      expect(recorder.drain()).toBe(drained);
      await operation.end({ ...begun, outcome: 'succeeded' });
      await drained;
      expect(sink.events).toMatchObject([
        { id: begun.id, outcome: 'succeeded' },
      ]);
    });
  });

  it('drains in time although the sink is away', async () => {
    const { recorder, sink, start } = createRecorder();
    start();
    sink.failure = new Error('down');
    void recorder.record(eventOf());
    await recorder.drain();
    expect(recorder.status().queued).toBe(1);
  });
});

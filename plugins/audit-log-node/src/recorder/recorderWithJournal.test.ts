import { createMockDirectory } from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { JournalKeeper } from '../journal';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { RecorderOptions } from './options';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { recorderOptions } from './recorderOptions';
import { begunOf, eventOf, idsOf } from '../tests/recordedEvents';

const directory = createMockDirectory();
let stop: Array<() => void> = [];

function startProcess(options: Partial<RecorderOptions> = {}) {
  const keeper = new JournalKeeper({
    folder: directory.path,
    maxBytes: 16 * 1024 * 1024,
    now: Date.now,
  });
  const recorder = DefaultAuditLogRecorder.create(
    recorderOptions({
      waiting: {
        strictMs: 50,
        commitMs: 60_000,
        patienceMs: 20,
        graceMs: 0,
        drainMs: 100,
      },
      journal: keeper.journal,
      quarantineFolder: join(directory.path, 'quarantine'),
      ...options,
    }),
  );
  keeper.start(outcomes => recorder.takeUnknown(outcomes));
  keeper.belongTo(undefined);
  stop.push(() => {
    recorder.close();
    keeper.stop();
  });
  return { recorder, journal: keeper.journal };
}

function run(recorder: DefaultAuditLogRecorder, sink: MemoryEventSink) {
  recorder.attach(sink);
  recorder.learn({ recording: 'on' });
}

/** From here on the process does nothing any more, and looks dead. */
function kill(recorder: DefaultAuditLogRecorder) {
  recorder.close();
  for (const name of readdirSync(directory.path)) {
    if (name.startsWith('process-')) {
      const path = join(directory.path, name, 'owner.json');
      const owner = JSON.parse(readFileSync(path, 'utf8'));
      writeFileSync(path, JSON.stringify({ ...owner, pid: 4_194_305 }));
    }
  }
}

const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

describe('a recorder with a journal', () => {
  beforeEach(() => directory.clear());

  afterEach(() => {
    stop.forEach(end => end());
    stop = [];
  });

  it('lets calls go on while the sink is away, and appends when it is back', async () => {
    const { recorder } = startProcess();
    const sink = new MemoryEventSink();
    sink.failure = away;
    run(recorder, sink);
    const events = Array.from({ length: 20 }, (_, i) =>
      eventOf({ severity: i % 2 ? 'critical' : 'low' }),
    );
    // Would take a minute each if they waited for the commit.
    await Promise.all(events.map(event => recorder.record(event)));
    expect(recorder.status()).toMatchObject({ queued: 20, notDurable: 0 });
    sink.failure = undefined;
    await recorder.flush();
    expect(idsOf(sink.events)).toEqual(idsOf(events));
    expect(recorder.status().journal?.bytes).toBeLessThan(70_000);
  });

  it('loses nothing and doubles nothing when it dies at any point', async () => {
    const sink = new MemoryEventSink();
    const resolved: string[] = [];
    for (let life = 0; life < 8; life += 1) {
      const { recorder } = startProcess({
        memory: { maxEvents: 7, maxSize: 1e6 },
      });
      sink.failure = life % 3 === 1 ? away : undefined;
      if (life % 4 !== 3) {
        run(recorder, sink);
      }
      for (let i = 0; i < 25; i += 1) {
        const event = eventOf({ severity: i % 5 ? 'low' : 'high' });
        await recorder.record(event);
        resolved.push(event.id);
      }
      kill(recorder);
    }
    sink.failure = undefined;
    const { recorder } = startProcess();
    run(recorder, sink);
    await recorder.flush();
    expect(idsOf(sink.events).sort()).toEqual(resolved.sort());
    expect(recorder.status()).toMatchObject({ queued: 0, dropped: 0 });
  });

  it('keeps on disk what memory has no room for, in order', async () => {
    const { recorder } = startProcess({
      memory: { maxEvents: 10, maxSize: 1e6 },
    });
    const sink = new MemoryEventSink();
    sink.failure = away;
    run(recorder, sink);
    const events = Array.from({ length: 500 }, () => eventOf());
    for (const event of events) {
      await recorder.record(event);
    }
    expect(recorder.status()).toMatchObject({
      queued: 500,
      // One author has no more than four fifths of the memory.
      journal: { spilled: 492 },
    });
    sink.failure = undefined;
    await recorder.flush();
    expect(idsOf(sink.events)).toEqual(idsOf(events));
    const after = eventOf();
    await recorder.record(after);
    await recorder.flush();
    expect(sink.events.at(-1)?.id).toBe(after.id);
    expect(recorder.status()).toMatchObject({ queued: 0, dropped: 0 });
  });

  it('has not flushed while what came back from disk is under way', async () => {
    const { recorder } = startProcess({
      memory: { maxEvents: 2, maxSize: 1e6 },
    });
    const events = Array.from({ length: 5 }, () => eventOf());
    for (const event of events) {
      await recorder.record(event, 'journal');
    }
    const sink = new MemoryEventSink();
    recorder.attach({
      append: async batch => {
        for (let turn = 0; turn < 1_000; turn += 1) {
          await nextTurn();
        }
        return sink.append(batch);
      },
    });
    recorder.learn({ recording: 'on' });
    await recorder.flush();
    expect(idsOf(sink.events)).toEqual(idsOf(events));
  });

  it('tells operations of a dead process that ended from those that did not', async () => {
    const sink = new MemoryEventSink();
    const first = startProcess().recorder;
    run(first, sink);
    const [open, ended] = [begunOf(), begunOf()];
    await first.begin(open);
    const operation = await first.begin(ended);
    await operation.end({ ...ended, outcome: 'succeeded' });
    await first.flush();
    kill(first);

    const { recorder } = startProcess();
    run(recorder, sink);
    await recorder.flush();
    expect(sink.events.map(({ id, outcome }) => [id, outcome])).toEqual([
      [ended.id, 'succeeded'],
      [open.id, 'unknown'],
    ]);
    expect(recorder.status().unknownOutcomes).toBe(1);
  });

  it('amends a strict begin once, whoever does it', async () => {
    const sink = new MemoryEventSink();
    const first = startProcess().recorder;
    run(first, sink);
    const [open, ended] = [
      begunOf({ eventId: 'strict' }),
      begunOf({ eventId: 'strict' }),
    ];
    await first.begin(open);
    const operation = await first.begin(ended);
    await operation.end({ ...ended, outcome: 'succeeded' });
    await first.flush();
    kill(first);

    const { recorder } = startProcess();
    run(recorder, sink);
    await recorder.flush();
    expect(sink.events.map(({ amends, outcome }) => [amends, outcome])).toEqual(
      [
        [null, 'pending'],
        [null, 'pending'],
        [ended.id, 'succeeded'],
        [open.id, 'unknown'],
      ],
    );
  });

  it('waits for the database where the journal can not be written', async () => {
    const { recorder, journal } = startProcess();
    const sink = new MemoryEventSink();
    run(recorder, sink);
    directory.clear();
    writeFileSync(journal.status().folder, '');
    let open = () => {};
    sink.gate = new Promise(resolve => {
      open = resolve;
    });
    let isResolved = false;
    const recorded = recorder
      .record(eventOf(), 'journal')
      .then(() => (isResolved = true));
    while (sink.attempts === 0) {
      await new Promise(setImmediate);
    }
    expect(isResolved).toBe(false);
    expect(recorder.status().problems.join()).toContain("can't be written to");
    open();
    await recorded;
    expect(sink.events).toHaveLength(1);
  });

  it('waits for the database before it knows where events go, too', async () => {
    const { recorder, journal } = startProcess({
      waiting: {
        strictMs: 50,
        commitMs: 60_000,
        patienceMs: 60_000,
        graceMs: 0,
        drainMs: 100,
      },
    });
    directory.clear();
    writeFileSync(journal.status().folder, '');
    const sink = new MemoryEventSink();
    let isResolved = false;
    const recorded = recorder.record(eventOf()).then(() => (isResolved = true));
    await new Promise(setImmediate);
    expect(isResolved).toBe(false);
    run(recorder, sink);
    await recorded;
    expect(sink.events).toHaveLength(1);
  });

  it('waits for room where neither memory nor the disk has any', async () => {
    const { recorder, journal } = startProcess({
      memory: { maxEvents: 5, maxSize: 1e6 },
      waiting: { ...recorderOptions().waiting, patienceMs: 60_000 },
    });
    directory.clear();
    writeFileSync(journal.status().folder, '');
    const sink = new MemoryEventSink();
    const events = Array.from({ length: 12 }, () => eventOf());
    const recorded = events.map(event => recorder.record(event));
    await new Promise(setImmediate);
    expect(recorder.status()).toMatchObject({ queued: 5, dropped: 0 });
    run(recorder, sink);
    await Promise.all(recorded);
    expect(idsOf(sink.events).sort()).toEqual(idsOf(events).sort());
    expect(recorder.status()).toMatchObject({ dropped: 0, notDurable: 0 });
  });

  it('commits a begin where the journal can not note it', async () => {
    const { recorder, journal } = startProcess();
    const sink = new MemoryEventSink();
    run(recorder, sink);
    directory.clear();
    writeFileSync(journal.status().folder, '');
    const begun = begunOf();
    const operation = await recorder.begin(begun);
    expect(sink.events).toEqual([begun]);
    await operation.end({ ...begun, outcome: 'succeeded' });
    await recorder.flush();
    expect(sink.events[1]).toMatchObject({
      outcome: 'succeeded',
      amends: begun.id,
    });
  });

  it('loses nothing that comes after it was shut down', async () => {
    const sink = new MemoryEventSink();
    const first = startProcess().recorder;
    run(first, sink);
    await first.drain();
    stop.splice(0).forEach(end => end());
    const [late, open] = [eventOf({ severity: 'high' }), begunOf()];
    await first.record(late);
    await first.begin(open);
    expect(sink.events).toEqual([]);
    kill(first);

    const { recorder } = startProcess();
    run(recorder, sink);
    await recorder.flush();
    expect(sink.events).toEqual([late, { ...open, outcome: 'unknown' }]);
  });

  it('counts a refused event that is in memory alone as not durable', async () => {
    const file = join(directory.path, 'file');
    writeFileSync(file, '');
    for (const [hasJournal, notDurable] of [
      [true, 0],
      [false, 1],
    ] as const) {
      const { recorder, journal } = startProcess({
        // Nothing can be saved below a file.
        quarantineFolder: join(file, 'quarantine'),
      });
      const sink = new MemoryEventSink();
      sink.refuses = () => true;
      sink.refusal = () => new InputError('no');
      run(recorder, sink);
      if (!hasJournal) {
        journal.reportTrouble(new Error('no space left'));
      }
      await recorder.record(eventOf({ severity: 'high' }));
      await recorder.flush();
      expect(recorder.status()).toMatchObject({ quarantined: 1, notDurable });
    }
  });

  it('keeps poisoned events for the next process', async () => {
    const sink = new MemoryEventSink();
    const poisoned = eventOf();
    sink.refuses = ({ id }) => id === poisoned.id;
    const first = startProcess().recorder;
    run(first, sink);
    await first.record(poisoned);
    while (first.status().quarantined === 0) {
      await first.record(eventOf());
      await new Promise(setImmediate);
    }
    await first.flush();
    kill(first);

    const { recorder } = startProcess();
    run(recorder, sink);
    await recorder.flush();
    const { plugin, eventId, actor, target } = poisoned;
    expect(recorder.quarantined()).toMatchObject([
      { id: poisoned.id, event: { plugin, eventId, actor, target } },
    ]);
    expect(sink.events).not.toContainEqual(poisoned);
    sink.refuses = () => false;
    await recorder.redrive();
    await recorder.flush();
    expect(sink.events.at(-1)).toEqual(poisoned);
  });

  it('leaves nothing behind while recording is off', async () => {
    const { recorder } = startProcess();
    await recorder.record(eventOf());
    await recorder.begin(begunOf());
    recorder.attach(new MemoryEventSink());
    recorder.learn({ recording: 'off' });
    expect(recorder.status()).toMatchObject({
      queued: 0,
      openOperations: 0,
      journal: { bytes: 0 },
    });
  });
});

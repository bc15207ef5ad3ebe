import { createMockDirectory } from '@backstage/backend-test-utils';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { JournalKeeper } from '../journal';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { eventOf, idsOf } from '../tests/recordedEvents';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { recorderOptions } from './recorderOptions';
import { declareDead } from './recorderProcess';

const directory = createMockDirectory();
let stop = () => {};

function by(person: string, fields: Partial<RecordedEvent> = {}) {
  const ref = `user:default/${person}`;
  return eventOf({ actor: { type: 'user', ref }, ...fields });
}

function isBy(person: string) {
  return ({ actor }: RecordedEvent) => actor.ref === `user:default/${person}`;
}

/** A recorder with a batch under way that ends when `open` is called. */
async function busyRecorder(maxEvents: number) {
  const keeper = new JournalKeeper({
    folder: directory.path,
    maxBytes: 16 * 1024 * 1024,
    now: Date.now,
  });
  const { waiting, batch } = recorderOptions();
  const recorder = DefaultAuditLogRecorder.create(
    recorderOptions({
      memory: { maxEvents, maxSize: 1e9 },
      batch: { ...batch, maxBatchEvents: 10, appendTimeoutMs: 600_000 },
      waiting: { ...waiting, commitMs: 600_000 },
      journal: keeper.journal,
    }),
  );
  keeper.start(outcomes => recorder.takeUnknown(outcomes));
  keeper.belongTo(undefined);
  stop = () => {
    recorder.close();
    keeper.stop();
  };
  const sink = new MemoryEventSink();
  let open = () => {};
  sink.gate = new Promise<void>(resolve => {
    open = resolve;
  });
  recorder.attach(sink);
  recorder.learn({ recording: 'on' });
  return { recorder, sink, open: () => open() };
}

async function flood(
  recorder: DefaultAuditLogRecorder,
  count: number,
  fields: Partial<RecordedEvent> = {},
) {
  const events = Array.from({ length: count }, () => by('flood', fields));
  for (const event of events) {
    await recorder.record(event, 'journal');
  }
  return events;
}

describe('a flood of one person', () => {
  beforeEach(() => directory.clear());
  afterEach(() => stop());

  it.each([
    ['in memory', 10_000],
    ['mostly on disk', 200],
  ])('that is %s delays nobody else', async (_, maxEvents) => {
    const { recorder, sink, open } = await busyRecorder(maxEvents);
    const theirs = await flood(recorder, 2_000);
    const others = ['ada', 'grace', 'alan'].flatMap(person => [
      by(person),
      by(person),
    ]);
    for (const event of others) {
      await recorder.record(event, 'journal');
    }
    expect(recorder.status()).toMatchObject({ queued: 2_006, dropped: 0 });
    open();
    await recorder.flush();
    // Two batches were under way, one that is made up of turns follows.
    const early = idsOf(sink.batches.slice(0, 3).flat());
    expect(early).toEqual(expect.arrayContaining(idsOf(others)));
    expect(idsOf(sink.events.filter(isBy('flood')))).toEqual(idsOf(theirs));
    for (const person of ['ada', 'grace', 'alan']) {
      expect(idsOf(sink.events.filter(isBy(person)))).toEqual(
        idsOf(others.filter(isBy(person))),
      );
    }
    expect(sink.events).toHaveLength(2_006);
  });

  it('goes on from disk while others never stop', async () => {
    const { recorder, sink, open } = await busyRecorder(100);
    const theirs = await flood(recorder, 1_000);
    const append = sink.append.bind(sink);
    let others = 0;
    sink.append = async events => {
      // More of them for each batch, so that memory is never empty.
      if (sink.events.filter(isBy('flood')).length < theirs.length) {
        others += 3;
        for (let i = 0; i < 3; i += 1) {
          void recorder.record(by('other'), 'journal');
        }
      }
      await new Promise(setImmediate);
      return append(events);
    };
    open();
    await recorder.flush();
    await recorder.flush();
    expect(idsOf(sink.events.filter(isBy('flood')))).toEqual(idsOf(theirs));
    expect(sink.events.filter(isBy('other'))).toHaveLength(others);
    expect(others).toBeGreaterThan(10);
  });

  it('keeps the order of its author after it was read back from disk', async () => {
    const { recorder, sink, open } = await busyRecorder(50);
    const theirs = await flood(recorder, 300);
    open();
    for (let i = 0; i < 300; i += 1) {
      const event = by('flood');
      theirs.push(event);
      await recorder.record(event, 'journal');
      if (i % 10 === 0) {
        await new Promise(setImmediate);
      }
    }
    await recorder.flush();
    expect(idsOf(sink.events)).toEqual(idsOf(theirs));
  });

  it('keeps the order of authors whose events the process before left', async () => {
    const before = await busyRecorder(10_000);
    const theirs = [by('ada'), by('grace'), by('ada')];
    for (const event of theirs) {
      await before.recorder.record(event, 'journal');
    }
    before.recorder.close();
    declareDead(directory.path);

    const { recorder, sink, open } = await busyRecorder(10_000);
    const later = [by('ada'), by('grace'), by('alan')];
    for (const event of later) {
      await recorder.record(event, 'journal');
    }
    open();
    await recorder.flush();
    for (const person of ['ada', 'grace', 'alan']) {
      expect(idsOf(sink.events.filter(isBy(person)))).toEqual(
        idsOf([...theirs, ...later].filter(isBy(person))),
      );
    }
  });

  it('lets others go by memory again once theirs is read back, though it goes on', async () => {
    const { recorder, sink, open } = await busyRecorder(60);
    // Memory is full for everybody.
    const large = { meta: { text: 'x'.repeat(3_000) } };
    await flood(recorder, 400, large);
    const mine = Array.from({ length: 40 }, (_, n) => by(`person-${n}`));
    for (const event of mine) {
      await recorder.record(event, 'journal');
    }
    // For the last of them there was no room in memory.
    const later = by('person-39');
    const append = sink.append.bind(sink);
    let floods = 0;
    let waited = 0;
    sink.append = async events => {
      // It comes faster than it is appended, so that there is always some of
      // it on disk.
      if (floods < 3_000) {
        floods += 30;
        await flood(recorder, 30, large);
      }
      waited += idsOf(sink.events).includes(later.id) ? 0 : 1;
      return append(events);
    };
    open();
    while (!mine.every(({ id }) => idsOf(sink.events).includes(id))) {
      await new Promise(setImmediate);
    }
    waited = 0;
    void recorder.record(later, 'journal');
    await recorder.flush();
    expect(floods).toBe(3_000);
    expect(idsOf(sink.events)).toContain(later.id);
    expect(waited).toBeLessThanOrEqual(4);
  });

  it('makes whoever waits for a commit wait for no more than a turn', async () => {
    const { recorder, sink, open } = await busyRecorder(10_000);
    await flood(recorder, 2_000);
    let after = Infinity;
    const recorded = recorder
      .record(by('ada', { severity: 'high' }))
      .then(() => {
        after = sink.events.length;
      });
    open();
    await recorded;
    expect(after).toBeLessThanOrEqual(50);
    await recorder.flush();
  });
});

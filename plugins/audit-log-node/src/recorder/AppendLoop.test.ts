import { InputError } from '@backstage/errors';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { eventOf, idsOf } from '../tests/recordedEvents';
import { AppendLoop } from './AppendLoop';
import { Backlog } from './Backlog';
import { EventsRefusedError } from './refusals';

const TURNS = 10_000;

async function untilTrue(condition: () => boolean) {
  for (let turn = 0; turn < TURNS && !condition(); turn += 1) {
    await nextTurn();
  }
  expect(condition()).toBe(true);
}

/** A loop whose backlog is filled from `disk`, one piece at a time. */
function createLoop(disk: RecordedEvent[][], maxEvents: number, batch = 100) {
  const backlog = new Backlog({ maxEvents, maxSize: 1e6 });
  const sink = new MemoryEventSink();
  const refused: RecordedEvent[] = [];
  const failures: unknown[] = [];
  const loop = new AppendLoop({
    backlog,
    maxBatchEvents: batch,
    maxBatchSize: 1e6,
    lingerMs: 0,
    appendTimeoutMs: 60_000,
    random: () => 0,
    onAppended: () => {},
    onFailure: error => failures.push(error),
    onRefused: entry => refused.push(entry.event),
    refill: async () => {
      await nextTurn();
      for (const event of disk.shift() ?? []) {
        backlog.push({ event, size: 1, takenAt: 0, attempts: 0 });
      }
    },
  });
  return { backlog, sink, loop, refused, failures };
}

function threePieces() {
  const events = Array.from({ length: 5 }, () => eventOf());
  return {
    events,
    disk: [events.slice(0, 2), events.slice(2, 4), events.slice(4)],
  };
}

describe('AppendLoop', () => {
  it('reads on from the disk while a batch is under way, in order', async () => {
    const { events, disk } = threePieces();
    const { backlog, sink, loop } = createLoop(disk, 100);
    let open = () => {};
    sink.gate = new Promise<void>(resolve => {
      open = resolve;
    });
    loop.attach(sink);
    loop.wake({ urgent: true });
    await untilTrue(() => sink.attempts === 2);
    expect(disk).toHaveLength(1);
    open();
    await untilTrue(() => sink.events.length === 5 && backlog.length === 0);
    expect(idsOf(sink.events)).toEqual(idsOf(events));
    loop.attach(undefined);
  });

  it('reads no more than memory has room for', async () => {
    const { events, disk } = threePieces();
    const { sink, loop } = createLoop(disk, 2);
    const appended: number[] = [];
    loop.attach({
      append: async batch => {
        appended.push(batch.length);
        for (let turn = 0; turn < 10; turn += 1) {
          await nextTurn();
        }
        expect(disk).toHaveLength(3 - appended.length);
        return sink.append(batch);
      },
    });
    loop.wake({ urgent: true });
    await untilTrue(() => sink.events.length === 5);
    expect(appended).toEqual([2, 2, 1]);
    expect(idsOf(sink.events)).toEqual(idsOf(events));
    loop.attach(undefined);
  });

  const isBad = ({ eventId }: RecordedEvent) => eventId === 'bad';
  const named = (events: RecordedEvent[]) =>
    new EventsRefusedError(
      events.filter(isBad).map(({ id }) => ({ id, reason: 'no' })),
    );
  const unnamed = () => new InputError('One of them is no event');
  const codes = ['22021', '22P05', '54000', '23514', 'SQLITE_TOOBIG'];
  const databaseErrors = codes.map(
    (code): [string, (events: RecordedEvent[]) => Error] => [
      code,
      () => Object.assign(new Error('no'), { code }),
    ],
  );

  it.each([1, 40, 200])(
    'puts %p refused events aside at once and appends the next one',
    async count => {
      const bad = Array.from({ length: count }, () =>
        eventOf({ eventId: 'bad' }),
      );
      const good = eventOf();
      const { sink, loop, refused, failures } = createLoop(
        [[...bad, good]],
        1_000,
        1_000,
      );
      sink.refusal = named;
      sink.refuses = isBad;
      loop.attach(sink);
      loop.wake({ urgent: true });
      await untilTrue(() => sink.events.length === 1);
      expect(sink.attempts).toBe(2);
      expect(sink.events).toEqual([good]);
      expect(idsOf(refused)).toEqual(idsOf(bad));
      expect(failures).toEqual([]);
      expect(loop.isAway).toBe(false);
      loop.attach(undefined);
    },
  );

  it.each([['a sentence', unnamed] as const, ...databaseErrors])(
    'finds refused events without a pause where all that is said is %s',
    async (_, refusal) => {
      const events = Array.from({ length: 128 }, (__, index) =>
        eventOf({ eventId: index % 32 === 5 ? 'bad' : 'good' }),
      );
      const { sink, loop, refused, failures } = createLoop(
        [events],
        1_000,
        128,
      );
      sink.refusal = refusal;
      sink.refuses = isBad;
      loop.attach(sink);
      loop.wake({ urgent: true });
      await untilTrue(() => sink.events.length === 124);
      expect(idsOf(refused).sort()).toEqual(idsOf(events.filter(isBad)).sort());
      expect(idsOf(sink.events).sort()).toEqual(
        idsOf(events.filter(event => !isBad(event))).sort(),
      );
      expect(failures).toEqual([]);
      loop.attach(undefined);
    },
  );

  it.each([
    ['comes back while another one is tried', 4],
    ['is away again after another one was tried', 5],
  ])('blames no event for a sink that %s', async (_, tries) => {
    const events = [eventOf(), eventOf(), eventOf()];
    const { sink, loop, refused } = createLoop([events], 1_000, 1);
    const attempts = new Map<string, number>();
    loop.attach({
      append: async batch => {
        const [{ id }] = batch;
        attempts.set(id, (attempts.get(id) ?? 0) + 1);
        if (id === events[0].id && attempts.get(id)! < tries) {
          throw Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
        }
        return sink.append(batch);
      },
    });
    loop.wake({ urgent: true });
    const isOver = () => sink.events.length + refused.length === 3;
    while (!isOver()) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(refused).toEqual([]);
    expect(attempts.get(events[0].id)).toBe(tries);
    loop.attach(undefined);
  });

  it('holds everything back where it may be the sink that is at fault', async () => {
    const { backlog, sink, loop, refused, failures } = createLoop(
      [[eventOf()]],
      1_000,
    );
    sink.failure = Object.assign(new Error('Bad request'), { statusCode: 400 });
    loop.attach(sink);
    loop.wake({ urgent: true });
    await untilTrue(() => failures.length === 1);
    expect(refused).toEqual([]);
    expect(backlog.length).toBe(1);
    expect(loop.isAway).toBe(true);
    loop.attach(undefined);
  });
});

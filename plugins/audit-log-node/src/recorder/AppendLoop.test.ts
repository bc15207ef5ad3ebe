import { setImmediate as nextTurn } from 'node:timers/promises';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { eventOf, idsOf } from '../tests/recordedEvents';
import { AppendLoop } from './AppendLoop';
import { Backlog } from './Backlog';

const TURNS = 10_000;

async function untilTrue(condition: () => boolean) {
  for (let turn = 0; turn < TURNS && !condition(); turn += 1) {
    await nextTurn();
  }
  expect(condition()).toBe(true);
}

/** A loop whose backlog is filled from `disk`, one piece at a time. */
function createLoop(disk: RecordedEvent[][], maxEvents: number) {
  const backlog = new Backlog({ maxEvents, maxSize: 1e6 });
  const sink = new MemoryEventSink();
  const loop = new AppendLoop({
    backlog,
    maxBatchEvents: 100,
    maxBatchSize: 1e6,
    lingerMs: 0,
    appendTimeoutMs: 60_000,
    random: () => 0,
    onAppended: () => {},
    onFailure: () => {},
    onPoison: () => {},
    refill: async () => {
      await nextTurn();
      for (const event of disk.shift() ?? []) {
        backlog.push({ event, size: 1, takenAt: 0, attempts: 0 });
      }
    },
  });
  return { backlog, sink, loop };
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
});

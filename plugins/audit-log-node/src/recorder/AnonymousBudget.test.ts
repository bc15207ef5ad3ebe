import {
  RecordedEvent,
  recordedEventSchema,
} from 'backstage-plugin-audit-log-common';
import { begunOf, eventOf } from '../tests/recordedEvents';
import { MemoryEventSink } from '../tests/MemoryEventSink';
import { AnonymousBudget } from './AnonymousBudget';
import { DefaultAuditLogRecorder } from './DefaultAuditLogRecorder';
import { RecorderOptions } from './options';
import { recorderOptions } from './recorderOptions';

const anonymous = (
  ip: string,
  fields: Partial<RecordedEvent> = {},
): RecordedEvent =>
  eventOf({
    actor: { type: 'anonymous', ref: null },
    client: { ip },
    ...fields,
  });

function createBudget() {
  const time = { now: 1_000_000 };
  const told: RecordedEvent[] = [];
  const budget = new AnonymousBudget({
    limits: { perAddress: 5, total: 50 },
    instance: 'test',
    now: () => time.now,
    tell: event => told.push(event),
  });
  const taken = (events: RecordedEvent[]) =>
    events.filter(event => budget.takes(event)).length;
  return { budget, taken, time, told };
}

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));

describe('AnonymousBudget', () => {
  it.each<[string, (index: number) => string]>([
    ['one address', () => '10.0.0.1'],
    ['addresses of one network', index => `2001:db8::${index.toString(16)}`],
    ['clients without an address', () => ''],
  ])('takes five a second of %s', (_, ipOf) => {
    const { taken, time } = createBudget();
    for (let second = 0; second < 3; second++) {
      expect(taken(times(40, index => anonymous(ipOf(index))))).toBe(5);
      time.now += 1_000;
    }
  });

  it('takes fifty a second of all together, and all of who signed in', () => {
    const { taken } = createBudget();
    const flood = times(2_000, index =>
      anonymous(`10.${index >> 8}.${index & 255}.1`),
    );
    expect(taken(flood)).toBe(50);
    expect(
      taken(times(500, () => eventOf({ client: { ip: '10.0.0.1' } }))),
    ).toBe(500);
  });

  it('tells what it left out, in one event of bounded size', () => {
    const { budget, taken, time, told } = createBudget();
    taken(times(45, () => anonymous('10.0.0.1', { eventId: 'x' })));
    taken(
      times(2_000, index => anonymous(`10.9.${index >> 8}.${index & 255}`)),
    );
    time.now += 60_000;
    budget.tellNow();
    budget.tellNow();
    expect(told).toMatchObject([
      {
        plugin: 'audit-log-recorder',
        eventId: 'anonymous-events-omitted',
        durationMs: 60_000,
        meta: {
          omitted: 40 + 1_955,
          eventTypes: [
            { name: 'catalog.location-mutate', count: 1_955 },
            { name: 'catalog.x', count: 40 },
          ],
        },
      },
    ]);
    const { addresses } = told[0].meta as {
      addresses: { name: string; count: number }[];
    };
    expect(addresses[0]).toEqual({ name: '10.0.0.1', count: 40 });
    expect(addresses.at(-1)).toMatchObject({ name: 'others' });
    expect(addresses.reduce((sum, { count }) => sum + count, 0)).toBe(1_995);
    expect(addresses.length).toBeLessThan(60);
    expect(recordedEventSchema.safeParse(told[0]).error).toBeUndefined();
  });
});

describe('a recorder with a budget', () => {
  const start = (options: Partial<RecorderOptions> = {}) => {
    const sink = new MemoryEventSink();
    const recorder = DefaultAuditLogRecorder.create(
      recorderOptions({
        anonymous: { perAddress: 5, total: 50 },
        now: () => 1_000_000,
        ...options,
      }),
    );
    recorder.attach(sink);
    recorder.learn({ recording: 'on' });
    return { recorder, sink };
  };
  const isTold = ({ eventId }: RecordedEvent) =>
    eventId === 'anonymous-events-omitted';

  it('stores what there is room for, and that there was more', async () => {
    const { recorder, sink } = start({
      ruleList: [{ name: 'none', match: {}, effect: 'record' }],
    } as Partial<RecorderOptions>);
    const mine = eventOf({ client: { ip: '10.0.0.1' } });
    await Promise.all(times(40, () => recorder.record(anonymous('10.0.0.1'))));
    await recorder.record(mine);
    await recorder.drain();
    expect(sink.events).toHaveLength(5 + 1 + 1);
    expect(sink.events).toContainEqual(mine);
    expect(sink.events.filter(isTold)).toMatchObject([
      { meta: { omitted: 35 } },
    ]);
  });

  it('counts an operation once, and keeps the end of one that it took', async () => {
    const { recorder, sink } = start();
    const events = times(8, () => anonymous('10.0.0.1'));
    for (const event of events) {
      const operation = await recorder.begin(
        begunOf({ ...event, outcome: 'pending', endedAt: null }),
      );
      await operation.end(event);
      await operation.end({ ...event, outcome: 'failed' });
    }
    await recorder.drain();
    const kept = sink.events.filter(event => !isTold(event));
    expect(kept.filter(({ amends }) => amends === null)).toHaveLength(5);
    expect(kept.filter(({ amends }) => amends !== null)).toHaveLength(5);
    expect(sink.events.filter(isTold)).toMatchObject([
      { meta: { omitted: 3 } },
    ]);
  });

  it('refuses what a strict rule asks to record beyond it', async () => {
    const { recorder, sink } = start();
    const begun = () =>
      recorder.begin(
        begunOf({ ...anonymous('10.0.0.1'), eventId: 'strict', endedAt: null }),
      );
    await Promise.all(times(5, begun));
    await expect(begun()).rejects.toThrow('5 a second');
    expect(sink.events).toHaveLength(5);
  });
});

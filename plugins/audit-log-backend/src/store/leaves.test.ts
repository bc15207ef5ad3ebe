import {
  ExportedEvent,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { hashLeaf, leafOfEvent } from 'backstage-plugin-audit-log-node';
import fc from 'fast-check';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent, recordedEvents } from '../__testUtils__/recordedEvent';
import { DatabaseEventStore } from './DatabaseEventStore';

const databases = createTestDatabases();

const text = fc.oneof(
  fc.constantFrom('__proto__', 'a\0b', '\ud800', '\u2028', '\t\\N\r\n'),
  fc.string({ unit: 'grapheme' }),
);
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value);
/** What a later version may put into a group. */
const more = fc.dictionary(text, fc.jsonValue({ stringUnit: 'grapheme' }), {
  maxKeys: 3,
});
const group = (members: fc.Arbitrary<object>) =>
  fc.tuple(more, members).map(([others, own]) => ({ ...others, ...own }));
const anyEvent = fc.record({
  durationMs: orNull(fc.maxSafeNat()),
  action: orNull(text),
  actor: group(
    fc.record(
      {
        type: fc.constantFrom('user', 'service', 'anonymous'),
        ref: orNull(text),
        via: text,
      },
      { requiredKeys: ['type', 'ref'] },
    ),
  ),
  target: orNull(group(fc.record({ type: text, ref: text }))),
  client: orNull(group(fc.record({ ip: text }, { requiredKeys: [] }))),
  request: orNull(
    group(fc.record({ status: fc.maxSafeInteger() }, { requiredKeys: [] })),
  ),
  meta: orNull(more),
  error: orNull(group(fc.record({ name: text, message: text }))),
}) as fc.Arbitrary<Partial<RecordedEvent>>;

describe.each(databases.eachSupportedId())('leaves on %s', id => {
  let store: DatabaseEventStore;
  let now: number | undefined;
  beforeEach(async () => {
    now = undefined;
    const knex = await initDatabase(databases, id);
    const clock = () => now ?? Date.now();
    store = await DatabaseEventStore.create({ knex, clock });
  });

  it('are those of the events that are read, as JSON has them', async () => {
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyEvent),
        orNull(text),
        async (events, deliveredBy) => {
          const sent = events.map(event => recordedEvent(event));
          const { completeTo } = await store.append(sent, { deliveredBy });
          const range = {
            where: [],
            fromSequence: String(read + 1),
            toSequence: completeTo.sequence,
          };
          const ids: string[] = [];
          for await (const exported of store.scan(range)) {
            const json: ExportedEvent = JSON.parse(JSON.stringify(exported));
            const { proof, ...event } = json;
            expect(hashLeaf(leafOfEvent(event, proof)).toString('hex')).toBe(
              event.leafHash,
            );
            ids.push(event.id);
          }
          expect(ids).toEqual(sent.map(event => event.id));
          read += ids.length;
        },
      ),
      { numRuns: 50 },
    );
  });

  it('says who delivered an event, and when the clock took it', async () => {
    const before = new Date().toISOString();
    await store.append(recordedEvents(2));
    await store.append(recordedEvents(2), {
      deliveredBy: 'plugin:\ud83da\t',
    });
    const { items } = await store.list({
      where: [],
      order: 'asc',
      limit: 10,
    });
    expect(items.map(({ deliveredBy }) => deliveredBy)).toEqual([
      null,
      null,
      'plugin:\ufffda\t',
      'plugin:\ufffda\t',
    ]);
    for (const { appendedAt, leafVersion } of items) {
      expect(leafVersion).toBe(2);
      expect(appendedAt! >= before).toBe(true);
      expect(appendedAt! <= new Date().toISOString()).toBe(true);
    }
  });

  it('keeps the time of a clock that was ahead beside that of the log', async () => {
    const ahead = '2026-12-02T10:00:00.000Z';
    const right = '2026-11-30T10:00:00.000Z';
    for (const time of [ahead, right]) {
      now = Date.parse(time);
      await store.append(recordedEvents(1));
    }
    const { items } = await store.list({
      where: [],
      order: 'asc',
      limit: 10,
    });
    expect(
      items.map(({ recordedAt, appendedAt }) => [recordedAt, appendedAt]),
    ).toEqual([
      [ahead, ahead],
      [ahead, right],
    ]);
  });

  it('keeps members of its groups that have no column', async () => {
    const others = JSON.parse(
      '{"__proto__":{"a":1},"mode":"agent","nul":"\\u0000","none":null,"z":[1.5]}',
    );
    const { actor, client, target, request, error } = recordedEvent({
      error: { name: 'E', message: 'm' },
    });
    const event = recordedEvent({
      actor: { ...others, ...actor },
      client: { ...others, ...client },
      target: { ...others, ...target! },
      request: { ...others, ...request },
      error: { ...others, ...error! },
    });
    await store.append([event]);
    const { sequence, ...read } = (await store.get(event.id, []))!;
    expect(JSON.parse(JSON.stringify(read))).toMatchObject(
      JSON.parse(JSON.stringify(event).replaceAll('\\u0000', '\ufffd')),
    );
    expect(Object.keys(read.actor!)).toContain('__proto__');
  });
});

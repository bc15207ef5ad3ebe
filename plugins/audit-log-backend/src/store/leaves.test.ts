import {
  ExportedEvent,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { hashLeaf, leafOfEvent } from 'backstage-plugin-audit-log-node';
import fc from 'fast-check';
import { createTestDatabases, initDatabase } from '../__testUtils__/databases';
import { recordedEvent } from '../__testUtils__/recordedEvent';
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
  it('are those of the events that are read, as JSON has them', async () => {
    const knex = await initDatabase(databases, id);
    const store = await DatabaseEventStore.create({ knex });
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
});

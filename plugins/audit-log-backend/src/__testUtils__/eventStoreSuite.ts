import {
  AuditEvent,
  auditEventSchema,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { EventStore, ListEventsOptions } from '../store';
import { allPages } from './allPages';
import { appendSuite } from './appendSuite';
import { operationsSuite } from './operationsSuite';
import { recordedEvent, recordedEvents } from './recordedEvent';

const bounded: ListEventsOptions = { where: [], order: 'desc', limit: 10 };
const polling: ListEventsOptions = { where: [], order: 'asc', limit: 10 };

/** What a stored event says beyond what was recorded. */
function withoutPlace(event: AuditEvent | undefined): RecordedEvent {
  const { sequence, recordedAt, leafHash, leafVersion, ...stored } = event!;
  const { appendedAt, deliveredBy, ...recorded } = stored;
  return recorded as RecordedEvent;
}

/**
 * What every `EventStore` does.
 *
 * @param createStore - makes an empty store
 */
// eslint-disable-next-line jest/no-export
export function runEventStoreSuite(
  createStore: () => Promise<EventStore>,
): void {
  let store: EventStore;

  beforeEach(async () => {
    store = await createStore();
  });

  appendSuite(() => store);

  describe('an event', () => {
    const bare: Partial<RecordedEvent> = {
      endedAt: null,
      durationMs: null,
      action: null,
      outcome: 'pending',
      actor: { type: 'anonymous', ref: null },
      target: null,
      client: null,
      request: null,
      meta: null,
      error: null,
    };

    it.each<[string, Partial<RecordedEvent>]>([
      ['usual', {}],
      ['bare', bare],
      ['with empty groups', { client: {}, request: {}, meta: {} }],
      [
        'with every field',
        {
          amends: '01890a5d-ac96-774b-bcce-b302099a8057',
          actor: {
            type: 'service',
            ref: 'plugin:scaffolder',
            onBehalfOf: 'user:default/grace',
            via: 'plugin:mcp-actions',
          },
          target: { type: 'task', ref: 'task:1', name: 'New service' },
          request: {
            query: 'a=1&b=%5B',
            requestId: 'r-1',
            claimedRequestId: 'theirs',
            claimedTraceId: 't-1',
            status: 500,
          },
          error: { name: 'Error', message: 'line 1\nline 2\t\\N \\. "x"' },
        },
      ],
      ['at the end of time', { startedAt: '9999-12-31T23:59:59.999Z' }],
      ['before the epoch', { startedAt: '0000-01-01T00:00:00.000Z' }],
      [
        'with large numbers',
        { durationMs: 2 ** 53 - 1, request: { status: 2 ** 40 } },
      ],
      [
        'with hostile meta',
        {
          meta: {
            text: `\\N \\. \t \r\n ' " ; -- 🦄 \u2028`,
            long: 'x'.repeat(100_000),
            numbers: [0, -1, 1e300, 1.1, 5e-324],
            __proto: null,
            deep: JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`),
          },
        },
      ],
      [
        'with emoji',
        { plugin: '🦄', instance: 'ünï', actor: { type: 'user', ref: '🧑‍🚀' } },
      ],
    ])('%s reads as it was recorded', async (_, overrides) => {
      const event = recordedEvent(overrides);
      await store.append([event]);
      const read = await store.get(event.id, []);
      expect(withoutPlace(read)).toEqual(event);
      expect(auditEventSchema.parse(read)).toEqual(read);
    });

    it('has U+FFFD where it had NUL or half a character', async () => {
      const event = recordedEvent({
        plugin: 'a\0b',
        actor: { type: 'user', ref: 'x\ud800y' },
        target: { type: 't', ref: '\udfff🦄' },
        meta: { 'k\0': ['\ud83d', { deep: '\0' }] },
        error: { name: 'E', message: '\0' },
      });
      await store.append([event]);
      expect(withoutPlace(await store.get(event.id, []))).toEqual({
        ...event,
        plugin: 'a\ufffdb',
        actor: { type: 'user', ref: 'x\ufffdy' },
        target: { type: 't', ref: '\ufffd🦄' },
        meta: { 'k\ufffd': ['\ufffd', { deep: '\ufffd' }] },
        error: { name: 'E', message: '\ufffd' },
      });
    });

    it('is found by its id in either case, and not by nonsense', async () => {
      const event = recordedEvent();
      await store.append([event]);
      expect(await store.get(event.id.toUpperCase(), [])).toBeDefined();
      expect(await store.get(recordedEvent().id, [])).toBeUndefined();
      expect(await store.get("' or 1=1 --\0", [])).toBeUndefined();
    });

    it('is not found where a predicate excludes it', async () => {
      const event = recordedEvent();
      await store.append([event]);
      const get = (plugin: string) =>
        store.get(event.id, [query => query.where('e.plugin', plugin)]);
      expect(await get('catalog')).toBeDefined();
      expect(await get('scaffolder')).toBeUndefined();
    });
  });

  describe('a bounded read', () => {
    it.each(['asc', 'desc'] as const)(
      'returns each event once, %s by time, also where times are equal',
      async order => {
        const events = recordedEvents(23, i => ({
          startedAt: `2026-11-22T10:00:0${Math.floor(i / 5)}.000Z`,
        }));
        // Appended in another order than they happened.
        await store.append(events.slice(10));
        await store.append(events.slice(0, 10));
        const items = await allPages(store, {
          where: [],
          order,
          to: '2027-01-01T00:00:00Z',
          limit: 4,
        });
        expect(new Set(items.map(e => e.id)).size).toBe(23);
        const keys = items.map(
          e => `${e.startedAt} ${e.sequence.padStart(9, '0')}`,
        );
        const sorted = [...keys].sort();
        expect(keys).toEqual(order === 'asc' ? sorted : sorted.reverse());
      },
    );

    it('includes from, excludes to, in any time zone', async () => {
      const events = recordedEvents(5);
      await store.append(events);
      const { items, nextCursor } = await store.list({
        ...bounded,
        from: '2026-11-22T12:00:01.000+02:00',
        to: events[3].startedAt,
      });
      expect(items.map(e => e.id)).toEqual([events[2].id, events[1].id]);
      expect(nextCursor).toBeNull();
    });

    it('has no next page where the last one is exactly full', async () => {
      await store.append(recordedEvents(10));
      const { items, nextCursor } = await store.list(bounded);
      expect(items).toHaveLength(10);
      expect(nextCursor).toBeNull();
    });

    it('joins predicates with AND', async () => {
      const events = recordedEvents(6, i => ({
        plugin: i % 2 ? 'a' : 'b',
        outcome: i % 3 ? 'failed' : 'succeeded',
      }));
      await store.append(events);
      const { items } = await store.list({
        ...bounded,
        where: [
          q => q.where('e.plugin', 'a').orWhere('e.plugin', 'none'),
          q => q.where('e.outcome', 'succeeded'),
        ],
      });
      expect(items.map(e => e.id)).toEqual([events[3].id]);
    });

    it('refuses a time that is none', async () => {
      await expect(
        store.list({ ...bounded, from: 'soon' }),
      ).rejects.toMatchObject({ name: 'InputError' });
    });
  });

  describe('a polling read', () => {
    it('never skips and keeps its cursor on an empty page', async () => {
      const events = recordedEvents(5);
      const empty = await store.list(polling);
      expect(empty.items).toEqual([]);
      await store.append(events.slice(0, 3));
      const first = await store.list({
        ...polling,
        limit: 2,
        cursor: empty.nextCursor!,
      });
      const second = await store.list({
        ...polling,
        cursor: first.nextCursor!,
      });
      const none = await store.list({ ...polling, cursor: second.nextCursor! });
      expect(none.items).toEqual([]);
      expect(none.nextCursor).toBe(second.nextCursor);
      await store.append(events.slice(3));
      const third = await store.list({ ...polling, cursor: none.nextCursor! });
      expect(
        [first, second, third].flatMap(page => page.items.map(e => e.id)),
      ).toEqual(events.map(e => e.id));
      expect(third.completeTo.sequence).toBe('5');
    });
  });

  describe('cursors', () => {
    it('of another order, another log, cut or made up are refused', async () => {
      await store.append(recordedEvents(5));
      const { nextCursor } = await store.list({ ...bounded, limit: 2 });
      const elsewhere = await (await createStore()).list(polling);
      const cursor = nextCursor!;
      for (const [order, wrong] of [
        ['asc', cursor],
        ['desc', cursor.slice(0, -2)],
        ['desc', `${cursor}AA`],
        ['desc', `${cursor[0] === 'A' ? 'B' : 'A'}${cursor.slice(1)}`],
        ['desc', 'x'],
        ['desc', "' or 1=1"],
        ['desc', '\0'],
        ['asc', elsewhere.nextCursor!],
      ] as const) {
        await expect(
          store.list({ ...bounded, order, cursor: wrong }),
        ).rejects.toMatchObject({ name: 'InputError' });
      }
    });
  });

  operationsSuite(() => store);

  describe('a scan', () => {
    it('returns the range in order of sequence, over many batches', async () => {
      const events = recordedEvents(2500, i => ({ plugin: `p${i % 2}` }));
      await store.append(events);
      const read: string[] = [];
      for await (const event of store.scan({
        where: [q => q.where('e.plugin', 'p0')],
        fromSequence: '3',
        toSequence: '2499',
      })) {
        read.push(event.id);
      }
      expect(read).toEqual(
        events
          .filter((_, i) => i >= 2 && i <= 2498 && i % 2 === 0)
          .map(e => e.id),
      );
    });

    it('of an empty range returns nothing', async () => {
      await store.append(recordedEvents(2));
      const read = [];
      for await (const event of store.scan({
        where: [],
        fromSequence: '3',
        toSequence: '2',
      })) {
        read.push(event);
      }
      expect(read).toEqual([]);
    });
  });
}

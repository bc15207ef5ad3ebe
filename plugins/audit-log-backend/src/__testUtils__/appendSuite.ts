import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { EventStore, ListEventsOptions } from '../store';
import { allPages } from './allPages';
import { recordedEvent, recordedEvents } from './recordedEvent';

const polling: ListEventsOptions = { where: [], order: 'asc', limit: 10 };

/**
 * What every `EventStore` appends and refuses.
 *
 * @param current - the empty store of the test that runs
 */
// eslint-disable-next-line jest/no-export
export function appendSuite(current: () => EventStore): void {
  describe('append', () => {
    let store: EventStore;

    beforeEach(() => {
      store = current();
    });

    it('gives contiguous sequences from 1 and says up to where', async () => {
      const first = await store.append(recordedEvents(3));
      const second = await store.append(recordedEvents(2));
      expect(first).toMatchObject({ appended: 3, duplicates: 0 });
      expect(first.completeTo.sequence).toBe('3');
      expect(second.completeTo.sequence).toBe('5');
      expect(await store.completeTo()).toEqual(second.completeTo);
      const { items } = await store.list(polling);
      expect(items.map(e => e.sequence)).toEqual(['1', '2', '3', '4', '5']);
    });

    it('accepts no events', async () => {
      expect(await store.append([])).toEqual({
        appended: 0,
        duplicates: 0,
        completeTo: { sequence: '0', time: null },
      });
    });

    it('stores each id once, in one batch and across batches', async () => {
      const [a, b, c] = recordedEvents(3);
      await store.append([a, b]);
      const again = await store.append([
        b,
        { ...c, id: c.id.toUpperCase() },
        c,
        a,
      ]);
      expect(again).toMatchObject({ appended: 1, duplicates: 3 });
      const { items } = await store.list(polling);
      expect(items.map(e => e.id)).toEqual([a.id, b.id, c.id]);
    });

    it('keeps the order of concurrent calls, without a gap', async () => {
      const batches = Array.from({ length: 8 }, () => recordedEvents(25));
      await Promise.all(batches.map(batch => store.append(batch)));
      const items = await allPages(store, { ...polling, limit: 100 });
      expect(items.map(e => e.id)).toEqual(batches.flat().map(e => e.id));
      expect(items.map(e => Number(e.sequence))).toEqual(
        items.map((_, i) => i + 1),
      );
    });

    it('appends none of a batch with an event it refuses, and goes on', async () => {
      const [good, bad, next] = recordedEvents(3);
      await expect(
        store.append([good, { ...bad, id: 'not-a-uuid' }]),
      ).rejects.toThrow('id is "not-a-uuid", expected a UUID');
      expect(await store.append([next])).toMatchObject({ appended: 1 });
      expect(await store.get(good.id, [])).toBeUndefined();
    });

    it('names every event that it refuses', async () => {
      const [good, first, second] = recordedEvents(3, index => ({
        ...(index > 0 && { startedAt: 'yesterday' }),
      }));
      await expect(store.append([first, good, second])).rejects.toMatchObject({
        name: 'InputError',
        refused: [
          { id: first.id, reason: expect.stringContaining('startedAt') },
          { id: second.id, reason: expect.stringContaining('startedAt') },
        ],
      });
    });

    it('refuses with a sentence what is impossible', async () => {
      const impossible: [string, Partial<RecordedEvent>][] = [
        ['time', { startedAt: 'yesterday' }],
        ['time without milliseconds', { startedAt: '2026-11-22T10:00:00Z' }],
        ['end', { endedAt: '2026-13-01T00:00:00.000Z' }],
        ['amended id', { amends: 'x' }],
        ['duration', { durationMs: 1.5 }],
        ['status', { request: { status: NaN } }],
        ['severity', { severity: 'worst' as never }],
        ['target', { target: { type: 'x', ref: '€'.repeat(2000) } }],
        ['user agent', { client: { userAgent: '€'.repeat(400) } }],
        ['meta', { meta: { a: 'a'.repeat(200_000) } }],
        ['client', { client: { more: 'a'.repeat(20_000) } as never }],
        [
          'nesting',
          { meta: JSON.parse(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`) },
        ],
      ];
      for (const [what, overrides] of impossible) {
        const refusal = await store
          .append([recordedEvent(overrides)])
          .catch(error => error.message);
        expect([what, refusal]).toEqual([
          what,
          expect.stringMatching(/^Event ".*" can't be stored: /),
        ]);
      }
      expect((await store.completeTo()).sequence).toBe('0');
    });

    it('refuses for its own sake what has not the shape of an event', async () => {
      const shapes: { [key in keyof RecordedEvent]?: unknown }[] = [
        { outcome: 'worst' },
        { plugin: undefined },
        { eventId: 5 },
        { category: null },
        { instance: '' },
        { actor: null },
        { actor: { type: 'x', ref: null } },
        { request: { path: 5 } },
        { client: { userAgent: { a: 1 } } },
        { meta: ['a'] },
        { target: undefined },
      ];
      for (const shape of shapes) {
        const event = { ...recordedEvent(), ...shape } as RecordedEvent;
        await expect(store.append([event])).rejects.toMatchObject({
          name: 'InputError',
          refused: [{ id: event.id }],
        });
      }
      expect((await store.completeTo()).sequence).toBe('0');
    });

    it('never goes back in time of appending', async () => {
      await store.append(recordedEvents(2));
      await store.append(recordedEvents(2));
      const { items } = await store.list(polling);
      const times = items.map(e => e.recordedAt);
      expect(times).toEqual([...times].sort());
      expect((await store.completeTo()).time).toBe(times.at(-1));
    });
  });
}

import {
  AUDIT_LOG_CATEGORY,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { EventStore, ListEventsOptions } from '../store';
import { recordedEvent, recordedEvents } from './recordedEvent';

const bounded: ListEventsOptions = { where: [], order: 'desc', limit: 10 };
const polling: ListEventsOptions = { where: [], order: 'asc', limit: 10 };

/**
 * What every `EventStore` makes of the events of one operation.
 *
 * @param current - the empty store of the test that runs
 */
// eslint-disable-next-line jest/no-export
export function operationsSuite(current: () => EventStore): void {
  describe('an operation with several events', () => {
    let store: EventStore;

    beforeEach(() => {
      store = current();
    });

    const shown = async () =>
      (await store.list(bounded)).items.map(e => e.outcome);

    it('is read once when bounded, whole when polling and scanning', async () => {
      const begun = recordedEvent({ outcome: 'pending', endedAt: null });
      const ended = recordedEvent({ amends: begun.id });
      const corrected = recordedEvent({ amends: begun.id, outcome: 'failed' });
      await store.append([begun]);
      expect(await shown()).toEqual(['pending']);
      await store.append([ended]);
      expect(await shown()).toEqual(['succeeded']);
      await store.append([corrected]);
      expect(await shown()).toEqual(['failed']);
      expect((await store.list(polling)).items).toHaveLength(3);
      expect(await store.get(begun.id, [])).toBeDefined();
      const forged = recordedEvent({ amends: begun.id, instance: 'other' });
      await store.append([forged, recordedEvent()]);
      for (const { id } of [begun, ended, corrected, forged]) {
        const all = await store.operation(id, []);
        expect(all.map(event => event.id)).toEqual(
          [begun, ended, corrected, forged].map(event => event.id),
        );
      }
      const unseen = [(q: Knex.QueryBuilder) => q.whereNot('e.id', begun.id)];
      expect(await store.operation(begun.id, unseen)).toEqual([]);
      expect(await store.operation(ended.id, unseen)).toHaveLength(3);
    });

    it('is read once when all come in one batch, in any order', async () => {
      const begun = recordedEvent({ outcome: 'pending' });
      const ended = recordedEvent({ amends: begun.id });
      const corrected = recordedEvent({ amends: ended.id, outcome: 'failed' });
      await store.append([begun, ended, corrected]);
      expect(await shown()).toEqual(['failed']);
      const late = recordedEvent({ outcome: 'unknown' });
      await store.append([recordedEvent({ amends: late.id }), late]);
      expect((await shown()).sort()).toEqual(['failed', 'succeeded']);
    });

    it('is read once when the first event comes last', async () => {
      const begun = recordedEvent({ outcome: 'pending' });
      await store.append([recordedEvent({ amends: begun.id })]);
      await store.append([begun]);
      expect(await shown()).toEqual(['succeeded']);
    });

    it.each<[string, Partial<RecordedEvent>]>([
      ['plugin', { plugin: 'scaffolder' }],
      ['event id', { eventId: 'entity-fetch' }],
      ['category', { category: AUDIT_LOG_CATEGORY }],
      ['actor', { actor: { type: 'user', ref: 'user:default/alan' } }],
      [
        'type of actor',
        { actor: { type: 'service', ref: 'user:default/ada' } },
      ],
      [
        'relaying service',
        { actor: { ...recordedEvent().actor, via: 'plugin:mcp-actions' } },
      ],
      ['process', { instance: 'other' }],
    ])('is not hidden by an event of another %s', async (_, overrides) => {
      const forged = (amends: string) =>
        recordedEvent({ ...overrides, amends });
      const ids = async () =>
        (await store.list(bounded)).items.map(({ id }) => id).sort();

      const [inLog, inBatch, toCome] = recordedEvents(3);
      const sibling = recordedEvent({ amends: inLog.id });
      await store.append([inLog]);
      await store.append([sibling]);
      const [first, second, third] = [inLog, inBatch, toCome].map(({ id }) =>
        forged(id),
      );
      await store.append([first, third, inBatch, second]);
      await store.append([toCome]);
      expect(await ids()).toEqual(
        [sibling, inBatch, toCome, first, second, third]
          .map(({ id }) => id)
          .sort(),
      );
      // The operation itself can still be amended.
      const ended = recordedEvent({ amends: toCome.id, outcome: 'failed' });
      await store.append([ended]);
      expect(await ids()).not.toContain(toCome.id);
      expect(await ids()).toContain(third.id);
    });

    it('may learn for whom a service acts, but not change it', async () => {
      const service = { type: 'service', ref: 'plugin:x' } as const;
      const by = (onBehalfOf?: string) =>
        recordedEvent({
          actor: { ...service, ...(onBehalfOf && { onBehalfOf }) },
        });
      const begun = by();
      const ended = { ...by('user:default/ada'), amends: begun.id };
      await store.append([begun, ended]);
      const { items } = await store.list(bounded);
      expect(items.map(({ id }) => id)).toEqual([ended.id]);
      await store.append([{ ...by('user:default/alan'), amends: ended.id }]);
      expect((await store.list(bounded)).items).toHaveLength(2);
    });

    it('that amends itself is still read', async () => {
      const event = recordedEvent();
      await store.append([{ ...event, amends: event.id }]);
      expect(await shown()).toEqual(['succeeded']);
    });
  });
}

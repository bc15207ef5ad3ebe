import {
  AUDIT_LOG_CATEGORY,
  outcomes,
  RecordedEvent,
  withoutAmended,
} from 'backstage-plugin-audit-log-common';
import fc from 'fast-check';
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

    it('stands with the outcome that says most, in any order and way', async () => {
      const outcome = fc.constantFrom(...outcomes);
      // Of an operation: whether each amends the begin or the one before,
      // and how many of the shuffled events come in one append.
      const told = fc.record({
        outcomes: fc.array(outcome, { minLength: 1, maxLength: 5 }),
        toBegin: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
        places: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
        cut: fc.nat(6),
      });
      let seen = 0;
      await fc.assert(
        fc.asyncProperty(told, async ({ outcomes: ends, ...how }) => {
          const instance = `run-${(seen += 1)}`;
          const made = [recordedEvent({ outcome: 'pending', instance })];
          ends.forEach((end, i) =>
            made.push(
              recordedEvent({
                instance,
                outcome: end,
                amends: (how.toBegin[i] ? made[0] : made[made.length - 1]).id,
              }),
            ),
          );
          const sent = made
            .map((event, i) => ({ event, place: how.places[i] }))
            .sort((a, b) => a.place - b.place)
            .map(({ event }) => event);
          await store.append(sent.slice(0, how.cut));
          await store.append(sent.slice(how.cut));
          // Delivered again, by two replicas that outran each other.
          await store.append([...sent].reverse());

          const mine = [
            (q: Knex.QueryBuilder) => q.where('e.instance', instance),
          ];
          const all = (await store.list({ ...polling, where: mine })).items;
          expect(all).toHaveLength(made.length);
          const standing = (await store.list({ ...bounded, where: mine }))
            .items;
          expect(standing).toEqual(withoutAmended(all, []));
          const most = ['failed', 'succeeded', 'unknown', 'pending'].find(one =>
            made.some(event => event.outcome === one),
          );
          expect(standing.map(each => each.outcome)).toEqual([most]);
          expect(
            (await store.operation(made[0].id, [])).map(({ id }) => id),
          ).toEqual(all.map(({ id }) => id));
        }),
        { numRuns: 25 },
      );
    });

    it('that two processes ended shows what is known, once', async () => {
      const lost = recordedEvent({ outcome: 'unknown', endedAt: null });
      const ended = { ...lost, outcome: 'succeeded' as const };
      const failed = { ...lost, outcome: 'failed' as const };
      await store.append([lost]);
      const again = await store.append([ended]);
      expect(again).toMatchObject({ appended: 1, duplicates: 0 });
      expect(await shown()).toEqual(['succeeded']);
      await store.append([failed, ended]);
      expect(await shown()).toEqual(['failed']);
      const more = await store.append([ended, failed, lost]);
      expect(more).toMatchObject({ appended: 0, duplicates: 3 });
      const { items } = await store.list(polling);
      expect(items.map(({ outcome, amends }) => [outcome, amends])).toEqual([
        ['unknown', null],
        ['succeeded', lost.id],
        ['failed', lost.id],
      ]);
      expect(new Set(items.map(({ id }) => id)).size).toBe(3);

      const twice = recordedEvent({ outcome: 'unknown' });
      await store.append([twice, { ...twice, outcome: 'failed' }]);
      expect(await shown()).toEqual(['failed', 'failed']);
      const foreign = {
        ...twice,
        instance: 'other',
        outcome: 'failed',
      } as const;
      expect(await store.append([foreign])).toMatchObject({ duplicates: 1 });
    });

    it('that amends itself is still read', async () => {
      const event = recordedEvent();
      await store.append([{ ...event, amends: event.id }]);
      expect(await shown()).toEqual(['succeeded']);
    });
  });
}

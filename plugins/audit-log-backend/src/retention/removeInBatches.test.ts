import { EventPredicate, EventPruner } from '../store';
import { removeInBatches } from './removeInBatches';

it('asks before each batch what may be removed', async () => {
  const hold: EventPredicate = () => {};
  let held: EventPredicate[] = [];
  const asked: EventPredicate[][] = [];
  const pruner: EventPruner = {
    prune: async ({ where }) => {
      asked.push(where);
      // Somebody puts events on hold while the first batch is removed.
      held = [hold];
      const isLast = asked.length === 2;
      return {
        removed: 1,
        firstSequence: String(asked.length),
        lastSequence: String(asked.length),
        last: isLast ? undefined : ({} as never),
      };
    },
  };
  const removed = await removeInBatches({
    pruner,
    where: async () => held,
    signal: new AbortController().signal,
    mayGoOn: async () => true,
  });
  expect(asked).toEqual([[], [hold]]);
  expect(removed).toEqual({
    removed: 2,
    firstSequence: '1',
    lastSequence: '2',
  });
});

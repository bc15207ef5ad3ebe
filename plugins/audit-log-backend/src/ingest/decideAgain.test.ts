import { Rule } from 'backstage-plugin-audit-log-common';
import { RuleBook } from 'backstage-plugin-audit-log-node';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { decideAgain } from './decideAgain';

const pending = recordedEvent({ outcome: 'pending', endedAt: null });
const ending = (outcome: 'succeeded' | 'failed') =>
  recordedEvent({ outcome, amends: pending.id });
const dropping = (match: Rule['match']): Rule[] => [
  { name: 'dropped', match, effect: 'drop' },
];
const successes = dropping({ outcome: 'succeeded' });
const all = dropping({ plugin: pending.plugin });

describe('decideAgain', () => {
  it.each([
    ['whose beginning is in the log', successes, true, 1],
    ['that overtook its beginning', successes, false, 1],
    ['that no rule drops', dropping({ outcome: 'failed' }), false, 1],
    ['whose beginning was dropped', all, false, 0],
    ['whose beginning was kept before rules changed', all, true, 1],
    ['that would be dropped while pending', dropping({}), false, 0],
  ])('keeps of ends one %s where rules say so', (_, rules, isKnown, kept) => {
    const known = new Map(isKnown ? [[pending.id, pending]] : []);
    const book = RuleBook.create({ rules });
    expect(decideAgain([ending('succeeded')], known, book)).toHaveLength(kept);
  });

  it('leaves an operation as it ended, in whichever order it arrives', () => {
    for (const end of [ending('succeeded'), ending('failed')]) {
      for (const rules of [successes, all]) {
        const arrive = (...batches: (typeof end)[][]) => {
          const known = new Map<string, typeof end>();
          const book = RuleBook.create({ rules });
          for (const batch of batches) {
            for (const kept of decideAgain(batch, known, book)) {
              known.set(kept.id, kept);
            }
          }
          return [...known.keys()].sort();
        };
        const inOrder = arrive([pending], [end]);
        expect(inOrder).toHaveLength(rules === all ? 0 : 2);
        expect(arrive([end], [pending])).toEqual(inOrder);
        expect(arrive([end, pending])).toEqual(inOrder);
        expect(arrive([pending, end])).toEqual(inOrder);
      }
    }
  });

  it('keeps the end of what was told as unknown, though a rule drops such ends', () => {
    const lost = recordedEvent({ outcome: 'unknown' });
    const ended = { ...lost, outcome: 'succeeded' as const };
    const book = RuleBook.create({ rules: successes });
    const known = new Map([[lost.id, lost]]);
    expect(decideAgain([ended], known, book)).toEqual([ended]);
    expect(decideAgain([lost, ended], new Map(), book)).toEqual([lost, ended]);
    expect(decideAgain([ended], new Map(), book)).toEqual([]);
  });

  it('counts an operation once for the rule that decided', () => {
    const rules: Rule[] = [
      { name: 'kept', match: { plugin: pending.plugin }, effect: 'record' },
    ];
    const book = RuleBook.create({ rules });
    decideAgain([ending('succeeded'), pending], new Map(), book);
    expect(book.hits()).toEqual([{ name: 'kept', hits: 1 }]);
  });
});

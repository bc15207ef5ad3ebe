import { RetentionRule } from './schema';
import { unreachableRetention } from './unreachableRetention';

const days = 365;
const all: RetentionRule = { days };
const low: RetentionRule = { minSeverity: 'low', days };
const high: RetentionRule = { minSeverity: 'high', days };
const critical: RetentionRule = { minSeverity: 'critical', days };
const ai: RetentionRule = { categories: ['AI'], days };
const api: RetentionRule = { categories: ['API'], days };
const both: RetentionRule = { categories: ['AI', 'API'], days };
const highOfAi: RetentionRule = { ...ai, minSeverity: 'high' };

describe('unreachableRetention', () => {
  it.each<[string, RetentionRule[], number | undefined]>([
    ['nothing', [], undefined],
    ['one category', [ai], undefined],
    ['an exception of everything', [all], 1],
    ['one that says so by severity', [low], 1],
    ['one after others', [ai, all], 2],
    ['something after everything', [all, ai], 1],
    ['the same twice', [ai, ai], 1],
    ['severities from above', [critical, high], undefined],
    ['severities from below', [high, critical], 1],
    ['a part after the whole', [both, api], 1],
    ['the whole after a part', [api, both], undefined],
    ['the whole after its parts', [ai, api, both], 2],
    ['severe ones first', [highOfAi, ai], undefined],
    ['severe ones after all of the category', [ai, highOfAi], 1],
    ['severe ones after severe ones of any', [high, highOfAi], 1],
    ['any after severe ones', [high, ai], undefined],
  ])('of %s', (_, rules, index) => {
    expect(unreachableRetention(rules)?.index).toBe(index);
  });
});

import {
  AuditLogSettings,
  ListRulesResponse,
  Rule,
} from 'backstage-plugin-audit-log-common';
import { RuleBook } from 'backstage-plugin-audit-log-node';
import { recordedEvent } from '../__testUtils__/recordedEvent';
import { ruleHandlers } from './ruleHandlers';

const rule = (name: string): Rule => ({
  name,
  match: { plugin: 'catalog' },
  effect: 'record',
});

describe('ruleHandlers', () => {
  it('answers with what was saved, also where this process follows later', async () => {
    const rules = RuleBook.create({
      rules: [rule('before')],
      defaults: [rule('default')],
    });
    let saved = [rule('before')];
    const handlers = ruleHandlers({
      rules,
      settings: { read: async () => ({ rules: saved } as AuditLogSettings) },
      clock: () => new Date(),
    });
    const list = async () => {
      const { items } = (await handlers.listRules({
        events: {},
      } as never)) as ListRulesResponse;
      return items.map(item => [item.rule.name, item.isDefault, item.hits]);
    };
    rules.count(rules.decide(recordedEvent()));
    expect(await list()).toEqual([
      ['before', false, 1],
      ['default', true, 0],
    ]);

    // In another replica, say.
    saved = [rule('new'), rule('before')];
    const next = [
      ['new', false, 0],
      ['before', false, 0],
      ['default', true, 0],
    ];
    expect(await list()).toEqual(next);

    rules.use(saved);
    expect(await list()).toEqual(next);
    rules.count(rules.decide(recordedEvent()));
    expect((await list())[0]).toEqual(['new', false, 1]);
  });
});

import { EventTypesResponse, Rule } from 'backstage-plugin-audit-log-common';
import { Choices, choicesOf } from './choices';
import {
  draftsOf,
  effectOf,
  effects,
  freeName,
  moved,
  namesOwnEvents,
  parseRules,
  problemsOf,
  rulesOf,
  withEffect,
  withValues,
} from './draft';

const rule = (fields: Partial<Rule> = {}): Rule => ({
  name: 'a',
  match: {},
  effect: 'record',
  ...fields,
});

describe('drafts of rules', () => {
  it('move within the list, and not out of it', () => {
    const drafts = draftsOf(['a', 'b', 'c'].map(name => rule({ name })));
    const names = (key: number, step: -1 | 1) =>
      rulesOf(moved(drafts, key, step))
        .map(({ name }) => name)
        .join('');
    const [a, b, c] = drafts.map(({ key }) => key);
    expect(names(b, -1)).toBe('bac');
    expect(names(b, 1)).toBe('acb');
    expect(names(a, -1)).toBe('abc');
    expect(names(c, 1)).toBe('abc');
    expect(names(-7, 1)).toBe('abc');
  });

  it.each(effects)('become %s and back to rules that are valid', effect => {
    const strict = rule({ durability: 'strict', detail: 'metadata' });
    const changed = withEffect(strict, effect);
    expect(effectOf(changed)).toBe(effect);
    expect(problemsOf([changed])).toEqual(new Map());
  });

  it('leave out what matches everything', () => {
    const one = withValues(rule(), 'plugin', ['catalog']);
    expect(one.match).toEqual({ plugin: 'catalog' });
    const two = withValues(one, 'plugin', ['catalog', 'auth']);
    expect(two.match).toEqual({ plugin: ['catalog', 'auth'] });
    expect(withValues(two, 'plugin', []).match).toEqual({});
  });

  it('say what is wrong, by place', () => {
    const problems = problemsOf([
      rule(),
      rule(),
      rule({ name: ' ' }),
      rule({ name: 'b', match: { plugin: '!' } }),
    ]);
    expect(problems.get(0)).toBeUndefined();
    expect(problems.get(1)).toContain("'a' is the name of an earlier rule");
    expect(problems.get(2)).toMatch(/^name: /);
    expect(problems.get(3)).toMatch(/^match\.plugin: /);
  });

  it('find a name that nobody has', () => {
    const drafts = draftsOf([rule({ name: 'New' }), rule({ name: 'New 2' })]);
    expect(freeName(drafts, 'New')).toBe('New 3');
    expect(freeName(drafts, 'Other')).toBe('Other');
  });

  it('know the events that they can not touch', () => {
    expect(namesOwnEvents(rule({ match: { plugin: 'audit-log' } }))).toBe(true);
    expect(
      namesOwnEvents(rule({ match: { category: ['AI', 'AUDIT_LOG'] } })),
    ).toBe(true);
    expect(namesOwnEvents(rule({ match: { plugin: 'catalog' } }))).toBe(false);
  });

  it.each(['{', '{}', '[{"name":"a"}]', '[1]'])(
    'refuse the text %s with words',
    text => {
      expect(parseRules(text)).toEqual({ problem: expect.any(String) });
    },
  );
});

describe('choices', () => {
  const type = (plugin: string, eventId: string, lastSeen: string | null) =>
    ({
      plugin,
      eventId,
      category: plugin.toUpperCase(),
      actions: [`${eventId}-action`],
      lastSeen,
    } as EventTypesResponse['items'][number]);
  const choices: Choices = {
    types: [
      type('catalog', 'entity-fetch', null),
      type('auth', 'sign-in', '2026-11-22T09:00:00.000Z'),
      type('*', 'http-request', null),
    ],
    actors: ['user:default/ada'],
  };

  it('begin with what occurs', () => {
    expect(choicesOf('plugin', rule(), choices)).toEqual(['auth', 'catalog']);
    expect(choicesOf('actor', rule(), choices)[0]).toBe('user:default/ada');
  });

  it('fit what the rule says already', () => {
    const ofCatalog = rule({ match: { plugin: 'catalog' } });
    expect(choicesOf('event', ofCatalog, choices)).toEqual(['entity-fetch']);
    expect(choicesOf('action', ofCatalog, choices)).toEqual([
      'entity-fetch-action',
    ]);
    // The field itself stays open for a second value.
    expect(choicesOf('plugin', ofCatalog, choices)).toContain('auth');
    const pattern = rule({ match: { plugin: 'cat*' } });
    expect(choicesOf('event', pattern, choices)).toContain('sign-in');
  });

  it('are all there are where there are few', () => {
    expect(choicesOf('severity', rule(), choices)).toEqual([
      'low',
      'medium',
      'high',
      'critical',
    ]);
  });
});

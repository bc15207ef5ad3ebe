import fc from 'fast-check';
import {
  Rule,
  RuleSubject,
  compileRules,
  defaultRules,
  previewRules,
  rulesSchema,
} from '.';
import { comparablePath } from './comparablePath';
import { compilePathPatterns, compilePatterns } from './patterns';

const read: RuleSubject = {
  plugin: 'catalog',
  eventId: 'entity-fetch',
  action: 'by-refs',
  category: 'CATALOG',
  severity: 'low',
  outcome: 'succeeded',
  actor: { type: 'user', ref: 'user:default/ada' },
  request: { method: 'GET', path: '/api/catalog/entities' },
};
const service = { type: 'service' as const, ref: 'plugin:search' };
const evaluation: RuleSubject = {
  ...read,
  plugin: 'permission',
  eventId: 'permission-evaluation',
  action: 'ALLOW',
  category: 'PERMISSIONS',
  severity: 'medium',
  actor: { type: 'service', ref: 'plugin:permission' },
  request: null,
};

const drop = (match: Rule['match']): Rule => ({
  name: 'test',
  match,
  effect: 'drop',
});

describe('rules', () => {
  it.each<[string, Rule['match'], boolean]>([
    ['nothing at all', {}, true],
    ['its plugin', { plugin: 'catalog' }, true],
    ['another plugin', { plugin: 'scaffolder' }, false],
    ['one of several', { plugin: ['scaffolder', 'cat*'] }, true],
    ['no part of a name', { plugin: 'cat' }, false],
    ['all but its plugin', { plugin: '!catalog' }, false],
    ['all but another plugin', { plugin: '!scaffolder' }, true],
    ['some but not this', { event: ['entity-*', '!entity-fetch'] }, false],
    ['action', { action: 'by-refs' }, true],
    ['category', { category: 'TEMPLATES' }, false],
    ['severity', { severity: ['low', 'medium'] }, true],
    ['outcome', { outcome: 'failed' }, false],
    ['actor type', { actorType: 'user' }, true],
    ['actor', { actor: 'user:*/ada' }, true],
    ['path', { path: '/api/*/entities' }, true],
    ['path in another case', { path: '/API/Catalog/*' }, true],
    ['path with a slash at its end', { path: '/api/catalog/entities/' }, true],
    ['all but a path in another case', { path: '!/API/*' }, false],
    ['all of several', { plugin: 'catalog', outcome: 'failed' }, false],
  ])('match by %s', (_, match, expected) => {
    const { effect } = compileRules([drop(match)])(read);
    expect(effect).toBe(expected ? 'drop' : 'record');
  });

  it('treats what an event does not have as empty', () => {
    const decide = compileRules([drop({ path: '/api/*' })]);
    expect(decide({ ...read, request: null }).effect).toBe('record');
    expect(
      compileRules([drop({ actor: '!user:*' })])({ ...read, actor: null })
        .effect,
    ).toBe('drop');
  });

  it('lets the first rule that matches decide', () => {
    const decide = compileRules([
      { name: 'a', match: { plugin: 'search' }, effect: 'drop' },
      {
        name: 'b',
        match: { plugin: 'catalog' },
        effect: 'record',
        detail: 'none',
        durability: 'strict',
      },
      { name: 'c', match: {}, effect: 'drop' },
    ]);
    expect(decide(read)).toEqual({
      effect: 'record',
      detail: 'none',
      durability: 'strict',
      rule: 1,
    });
    expect(decide(evaluation)).toMatchObject({ effect: 'drop', rule: 2 });
  });

  it('never mutes the audit log itself', () => {
    const decide = compileRules([drop({}), drop({ category: 'AUDIT_LOG' })]);
    expect(decide({ ...read, category: 'AUDIT_LOG' })).toMatchObject({
      effect: 'record',
      detail: 'full',
      rule: undefined,
    });
  });

  it.each<[string, RuleSubject, 'record' | 'drop']>([
    ['reads by people', read, 'record'],
    ['reads by plugins', { ...read, actor: service }, 'drop'],
    [
      'failed reads by plugins',
      { ...read, actor: service, outcome: 'failed' },
      'record',
    ],
    [
      'writes by plugins',
      { ...read, actor: service, severity: 'medium' },
      'record',
    ],
    [
      'reads by external callers',
      { ...read, actor: { type: 'service', ref: 'external:siem' } },
      'record',
    ],
    ['granted permissions', evaluation, 'drop'],
    ['denied permissions', { ...evaluation, action: 'DENY' }, 'record'],
    [
      'conditional permissions',
      { ...evaluation, action: 'CONDITIONAL' },
      'record',
    ],
  ])('by default, for %s', (_, event, effect) => {
    expect(compileRules(defaultRules)(event).effect).toBe(effect);
  });

  it('previews what would have been kept', async () => {
    const rules: Rule[] = [
      {
        name: 'sparse',
        match: { action: 'by-refs' },
        effect: 'record',
        detail: 'metadata',
      },
      ...defaultRules,
    ];
    const failed: RuleSubject = { ...read, action: 'x', outcome: 'failed' };
    await expect(
      previewRules(rules, [read, read, evaluation, failed]),
    ).resolves.toEqual({
      total: 4,
      kept: 3,
      reduced: 2,
      unmatched: 1,
      byRule: [
        { name: 'sparse', events: 2 },
        { name: defaultRules[0].name, events: 0 },
        { name: defaultRules[1].name, events: 1 },
      ],
    });
  });

  it.each<[string, unknown]>([
    [
      'an unknown field',
      [{ name: 'a', match: { plugins: 'x' }, effect: 'drop' }],
    ],
    [
      'an unknown outcome',
      [{ name: 'a', match: { outcome: 'ok' }, effect: 'drop' }],
    ],
    ['an empty list', [{ name: 'a', match: { plugin: [] }, effect: 'drop' }]],
    [
      'an empty pattern',
      [{ name: 'a', match: { plugin: '!' }, effect: 'drop' }],
    ],
    [
      'detail of nothing',
      [{ name: 'a', match: {}, effect: 'drop', detail: 'full' }],
    ],
    ['a name used twice', [drop({}), drop({ plugin: 'x' })]],
    ['no name', [{ match: {}, effect: 'drop' }]],
  ])('are refused with %s', (_, rules) => {
    expect(rulesSchema.safeParse(rules).success).toBe(false);
  });

  it('accept the defaults', () => {
    expect(rulesSchema.parse(defaultRules)).toEqual(defaultRules);
  });
});

describe('patterns', () => {
  it('agree with the obvious regular expression', () => {
    const letters = fc.string({
      unit: fc.constantFrom('a', 'b', '*'),
      maxLength: 8,
    });
    const texts = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 });
    fc.assert(
      fc.property(letters, texts, (pattern, text) => {
        const expected = new RegExp(`^${pattern.replace(/\*+/g, '.*')}$`).test(
          text,
        );
        expect(compilePatterns(pattern)(text)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('patterns of paths', () => {
  it.each([
    ['/API/Catalog/Entities', '/api/catalog/entities'],
    ['/api/catalog//entities/', '/api/catalog/entities'],
    ['http://portal.example:7007/API/x?q=/api/y', '/api/x'],
    ['HTTPS://u:p@portal.example', ''],
    ['/', '/'],
    ['//', '/'],
    ['/api/c%41talog', '/api/c%41talog'],
    ['/api/x/../catalog', '/api/x/../catalog'],
    ['/api/x;v=1#y', '/api/x;v=1'],
  ])('compare %s as %s', (path, expected) => {
    expect(comparablePath(path)).toBe(expected);
  });

  const anyPath = fc
    .array(fc.stringMatching(/^[a-zA-Z0-9.%;-]{1,6}$/), { minLength: 1 })
    .map(parts => `/${parts.join('/')}`);

  it('hold for every spelling that a router takes for the same', () => {
    fc.assert(
      fc.property(
        anyPath,
        anyPath,
        fc.constantFrom('', '*', '!', '!*'),
        (path, other, form) => {
          const pattern = `${form.startsWith('!') ? '!' : ''}${path}${
            form.endsWith('*') ? '/*' : ''
          }`;
          const test = compilePathPatterns(pattern);
          for (const text of [path, other]) {
            const verdict = test(text);
            for (const same of [
              text.toUpperCase(),
              text.toLowerCase(),
              `${text}/`,
              text.replace('/', '//'),
              `http://portal.example${text}`,
              `${text}?x=/api/y`,
            ]) {
              expect([same, test(same)]).toEqual([same, verdict]);
            }
          }
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { formatQuery } from './formatQuery';
import { parseQuery } from './parseQuery';

// Thousands of random queries, also on a machine that is busy.
jest.setTimeout(180_000);

describe('what looks like the language and is not', () => {
  it.each([
    'error:“Answered with 404”',
    'error:‘Answered’',
    'error:«Answered»',
    '“not found”',
    '‘foo’',
    "'foo bar'",
    "actor:'ada'",
    '–plugin:catalog',
    '—plugin:catalog',
    '−outcome:failed',
    '-–outcome:failed',
    '— outcome:failed',
    '- outcome:failed',
    'plugin：catalog',
    'plugin∶catalog',
    'plugin＝catalog',
    'ｐｌｕｇｉｎ:catalog',
    'event:entity–fetch',
    'plugin:cata\u200blog',
    '\u200bplugin:catalog',
    'severity≥medium',
    'severity ≥ medium',
    'status≠404',
    'severity >= medium',
    'severity >=medium',
    'status > 400',
    'plugin = catalog',
    'plugin :catalog',
    'plugin : catalog',
    'plugin: catalog',
    'plugin in (catalog,auth)',
    'plugin IN catalog',
    'error contains timeout',
    'plugin==catalog',
    'plugin===catalog',
    'plugin:=catalog',
    'plugin<>catalog',
    'plugin=~cat',
    'actor::ada grace',
    ':ada',
    '(plugin:catalog)',
    '((plugin:catalog))',
    '-(plugin:catalog)',
    '(foo plugin:catalog)',
    '[plugin:catalog]',
    'plugin:(catalog)',
    'plugin:[catalog,auth]',
    'plugin:{catalog}',
    'plugin:catalog|auth',
    'plugin:catalog||auth',
    'plugin:catalog;',
    'plugin:catalog;auth',
    'plugin:catalog | plugin:auth',
    'plugin:catalog || plugin:auth',
    'plugin:catalog && outcome:failed',
    'plugin:catalog & outcome:failed',
    'plugin:catalog AND outcome:failed',
    'plugin:catalog and outcome:failed',
    'plugin:catalog Or plugin:auth',
    'not outcome:failed',
    '!outcome:failed',
    '+outcome:failed',
    'plugin:/cat.*/',
    'plugin:%cat%',
    'time:2026-11-30 .. 2026-12-01',
    'plugin -> catalog',
  ])('%s is told, in one sentence', query => {
    const [error] = parseQuery(query).errors;
    expect(error?.message).toMatch(/^.{10,200}[.?]$/s);
    expect(error.end).toBeGreaterThan(error.start);
  });

  it.each([
    'ip:::1',
    '::1',
    '-',
    'it"s',
    "o'brien",
    "actor:o'brien",
    'can’t',
    '10:30',
    'a,b',
    'foo()',
    'C++',
    'a|b',
    '(timeout)',
    '错误：找不到',
    'sign and seal',
    'path:/api/catalog/',
    'path:/api/*',
    'path:/api/x;v=1*',
    'path:%2Fapi*',
    'error:[f]',
    'meta.rule:a|b',
    'target:https://git.test/a;b|c',
    'clientName:Claude–Desktop',
    'target:component:default/*',
    'meta."a.b":x',
    'user:default/ada',
    'foo–bar',
    '"(plugin:catalog)"',
    'error:"a|b"',
    'error:"“Answered”"',
  ])('%s is taken as it stands', query => {
    expect(parseQuery(query).errors).toEqual([]);
  });

  it('names what was probably meant', () => {
    expect(parseQuery('plugin：catalog').errors[0].message).toContain(
      'Did you mean plugin:catalog?',
    );
  });

  it('of a query that was saved before goes on meaning the text', () => {
    expect(
      parseQuery('plugin:a|b –x ( ) and plugin:c', { isStored: true }),
    ).toMatchObject({
      errors: [],
      terms: [
        { field: 'plugin', values: ['a|b'] },
        { value: '–x' },
        { value: '(' },
        { value: ')' },
        { value: 'and' },
        { field: 'plugin', values: ['c'] },
      ],
    });
  });

  const piece = fc.constantFrom(
    ...['plugin', 'severity', 'meta.a', 'foo', 'catalog', 'in', 'and', 'or'],
    ...[':', '：', '=', '==', '>=', '≥', ' ', ' ', '-', '–', '—', '!', '+'],
    ...['(', ')', '[', '|', '||', '&&', ';', '“', '”', "'", '‘', '"', '%'],
    ...['/', '.*', '..', ',', '\u200b', 'ｐ'],
  );

  it('never is taken for a term that formats otherwise', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), pieces => {
        const { terms } = parseQuery(pieces.join(''), { isStored: true });
        const meant = terms.map(({ start, end, ...term }) => term);
        const again = parseQuery(formatQuery(meant));
        expect(again.errors).toEqual([]);
        expect(again.terms.map(({ start, end, ...term }) => term)).toEqual(
          meant,
        );
      }),
      { numRuns: 3000 },
    );
  });

  it('is told of queries of 4 kB as quickly as of others', () => {
    for (const part of ['[', '/', "'", '–', '%', 'in ', '(', ';', '：']) {
      for (const query of [part, `plugin:/${part}`, `plugin:${part}`]) {
        const text = query.padEnd(4096, part);
        for (let i = 0; i < 20; i += 1) {
          expect(parseQuery(text)).toBeDefined();
        }
      }
    }
  });
});

import fc from 'fast-check';
import { formatQuery, UnplacedQueryTerm } from './formatQuery';
import { metaField, queryFields } from './fields';
import { completeQuery } from './completeQuery';
import { MAX_QUERY_LENGTH, MAX_QUERY_TERMS, parseQuery } from './parseQuery';
import { QueryTerm } from './types';

// Thousands of random queries, also on a machine that is busy.
jest.setTimeout(180_000);

function unplaced(terms: QueryTerm[]): UnplacedQueryTerm[] {
  return terms.map(({ start, end, ...term }) => term);
}

function parseOne(text: string): UnplacedQueryTerm {
  const { terms, errors } = parseQuery(text);
  expect(errors).toEqual([]);
  expect(terms).toHaveLength(1);
  return unplaced(terms)[0];
}

/** The words that the errors underline, with their sentences. */
function problems(text: string): [string, string][] {
  return parseQuery(text).errors.map(({ start, end, message }) => [
    text.slice(start, end),
    message,
  ]);
}

describe('parseQuery', () => {
  it('reads the example of the design', () => {
    const { terms, errors } = parseQuery(
      'actor:user:default/ada plugin:catalog outcome:failed severity>=medium target:component:default/* -event:entity-fetch "svc-77" ip:10.0.0.0/8 meta.taskId:42',
    );
    expect(errors).toEqual([]);
    expect(
      terms.map(term =>
        term.kind === 'text'
          ? term.value
          : [term.negated, term.field, term.operator, ...term.values],
      ),
    ).toEqual([
      [false, 'actor', ':', 'user:default/ada'],
      [false, 'plugin', ':', 'catalog'],
      [false, 'outcome', ':', 'failed'],
      [false, 'severity', '>=', 'medium'],
      [false, 'target', ':', 'component:default/*'],
      [true, 'event', ':', 'entity-fetch'],
      'svc-77',
      [false, 'ip', ':', '10.0.0.0/8'],
      [false, 'meta.taskId', ':', '42'],
    ]);
  });

  it('says where each term is', () => {
    const text = '  plugin:catalog\t-"two words" ';
    expect(
      parseQuery(text).terms.map(({ start, end }) => text.slice(start, end)),
    ).toEqual(['plugin:catalog', '-"two words"']);
  });

  it.each([
    ['an alias', 'eventId:x', 'event', ['x']],
    ['a name in another case', 'TARGETTYPE:task', 'targetType', ['task']],
    ['alternatives', 'plugin:a,b', 'plugin', ['a', 'b']],
    ['quotes', 'error:"a, \\"b\\" \\\\"', 'error', ['a, "b" \\']],
    ['a lone backslash', 'path:"C:\\temp"', 'path', ['C:\\temp']],
    ['a quote inside a word', 'action:a"b', 'action', ['a"b']],
    ['a closed value in another case', 'outcome:FAILED', 'outcome', ['failed']],
    ['a category in another case', 'category:api', 'category', ['API']],
    ['a key with dots', 'meta."a.b".c:1', 'meta."a.b".c', ['1']],
    ['needless quotes', 'meta."a".c:1', 'meta.a.c', ['1']],
    ['presence', 'severity:*', 'severity', ['*']],
  ])('reads %s', (_, text, field, values) => {
    expect(parseOne(text)).toMatchObject({ kind: 'field', field, values });
  });

  it.each([
    ['-', '-'],
    ['::1', '::1'],
    ['10:30', '10:30'],
    ['"AND"', 'AND'],
    ['"plugin:catalog"', 'plugin:catalog'],
    ['a,b', 'a,b'],
    ['it"s', 'it"s'],
  ])('takes %s as text', (text, value) => {
    expect(parseOne(text)).toEqual({ kind: 'text', value, negated: false });
  });

  it.each([
    [
      'plugni:x',
      'plugni',
      'There is no field "plugni"; did you mean "plugin"?',
    ],
    [
      'https://x.test',
      'https',
      'There is no field "https"; to search for the text, put it in quotes.',
    ],
    [
      'a outcome:fialed',
      'fialed',
      '"outcome" can\'t be "fialed"; expected one of succeeded, failed, unknown, pending.',
    ],
    ['plugin:', ':', 'Give a value for "plugin", as in plugin:catalog.'],
    ['plugin:a,', ',', 'Give a value for "plugin", as in plugin:catalog.'],
    ['plugin:"a', '"a', 'This quote is never closed.'],
    ['plugin:"a"b', 'b', 'Put a space after the closing quote.'],
    ['""', '""', 'Write something between the quotes.'],
    ['plugin>=a', '>=', '"plugin" does not know ">="; it takes : = !=.'],
    [
      'severity>low,high',
      ',high',
      '">" takes one value; several are for ":" and "=".',
    ],
    ['severity>=,', ',', '">=" takes one value; several are for ":" and "=".'],
    [
      'ip:10.0.0.0/33',
      '10.0.0.0/33',
      '"ip" can\'t be "10.0.0.0/33"; expected an IP address or a range such as 10.0.0.0/8.',
    ],
    [
      'meta.size>big',
      'big',
      '"meta" can\'t be "big"; expected a number after ">".',
    ],
    [
      'status>400..500',
      '400..500',
      '"status" can\'t be "400..500"; expected one value after ">", not a range.',
    ],
    [
      'meta.:x',
      'meta.',
      'Name a key of the meta object, as in meta.taskId:42.',
    ],
    [
      '"a\0b"',
      '"a\0b"',
      'No event holds a NUL character or half of a surrogate pair.',
    ],
    [
      'plugin:a\ud800',
      'a\ud800',
      'No event holds a NUL character or half of a surrogate pair.',
    ],
    [
      'meta.\udc00:x',
      'meta.\udc00',
      'Name a key of the meta object, as in meta.taskId:42.',
    ],
  ])('underlines what is wrong in %j', (text, word, message) => {
    expect(problems(text)).toEqual([[word, message]]);
  });

  it.each(['AND', 'OR', 'NOT'])('explains a bare %s', word => {
    expect(problems(`a ${word} b`)).toEqual([
      [word, expect.stringContaining(`${word} `)],
    ]);
  });

  it('keeps what it understood beside an error', () => {
    const { terms, errors } = parseQuery('plugin:catalog outcome:x svc');
    expect(unplaced(terms)).toEqual([
      {
        kind: 'field',
        field: 'plugin',
        operator: ':',
        values: ['catalog'],
        negated: false,
      },
      { kind: 'text', value: 'svc', negated: false },
    ]);
    expect(errors).toHaveLength(1);
  });

  it('refuses more text, terms and values than it reads', () => {
    expect(parseQuery('x'.repeat(MAX_QUERY_LENGTH)).errors).toEqual([
      expect.objectContaining({
        message: 'This value is longer than 1024 characters.',
      }),
    ]);
    expect(parseQuery('x'.repeat(MAX_QUERY_LENGTH + 1))).toMatchObject({
      terms: [],
      errors: [{ start: MAX_QUERY_LENGTH }],
    });
    const many = parseQuery('x '.repeat(MAX_QUERY_TERMS + 5));
    expect(many.terms).toHaveLength(MAX_QUERY_TERMS);
    expect(many.errors).toHaveLength(1);
    expect(parseQuery(`plugin:${'a,'.repeat(400)}a`).errors).toHaveLength(1);
  });
});

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(
      fc.constantFrom(
        ...['"', '\\', '-', ':', '>=', '=', '!=', ',', '*', '..', '.', '/'],
        ...[' ', '\t', '\n', '\u00a0', '\0', '\ud800', 'é', '1', 'x', 'AND'],
        ...['meta.', 'plugin', 'status', 'time', 'severity', 'ip', 'a'],
      ),
      { maxLength: 60 },
    )
    .map(parts => parts.join('')),
);

const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .filter(value => !value.includes('\0'));

const validTerm: fc.Arbitrary<UnplacedQueryTerm> = fc.oneof(
  fc.record({
    kind: fc.constant('text' as const),
    value: text.filter(value => value.trim() !== ''),
    negated: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('field' as const),
    field: fc.oneof(
      fc.constantFrom(
        ...queryFields
          .filter(
            ({ kind, writtenIn }) =>
              ['name', 'ref', 'id'].includes(kind) && !writtenIn,
          )
          .map(({ name }) => name),
      ),
      fc.array(text, { minLength: 1, maxLength: 4 }).map(metaField),
    ),
    operator: fc.constantFrom(':' as const, '=' as const, '!=' as const),
    values: fc.array(text, { minLength: 1, maxLength: 3 }),
    negated: fc.boolean(),
  }),
);

describe('any query', () => {
  it('parses, and every term and error has its place in the text', () => {
    fc.assert(
      fc.property(anything, query => {
        const { terms, errors } = parseQuery(query);
        for (const list of [terms, errors]) {
          let last = 0;
          for (const { start, end } of list) {
            expect(start).toBeGreaterThanOrEqual(Math.max(0, last - 1));
            expect(end).toBeGreaterThan(start);
            expect(end).toBeLessThanOrEqual(query.length);
            last = start;
          }
        }
        for (const { message } of errors) {
          expect(message).toMatch(/^.{1,300}[.?]$/su);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is the same after formatting what was understood', () => {
    fc.assert(
      fc.property(anything, query => {
        const { terms } = parseQuery(query);
        const again = parseQuery(formatQuery(terms));
        expect(again.errors).toEqual([]);
        expect(unplaced(again.terms)).toEqual(unplaced(terms));
      }),
      { numRuns: 2000 },
    );
  });

  it('is read back as it was meant', () => {
    fc.assert(
      fc.property(fc.array(validTerm, { maxLength: 8 }), terms => {
        const parsed = parseQuery(formatQuery(terms));
        expect(parsed.errors).toEqual([]);
        expect(unplaced(parsed.terms)).toEqual(terms);
      }),
      { numRuns: 2000 },
    );
  });

  it('of up to 4 kB is answered, and so is completing it', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({
            unit: 'binary',
            maxLength: MAX_QUERY_LENGTH,
            size: 'max',
          }),
          fc
            .array(anything, { maxLength: 80 })
            .map(parts => parts.join(' ').slice(0, MAX_QUERY_LENGTH)),
        ),
        query => {
          const { terms, errors } = parseQuery(query);
          expect(terms.length).toBeLessThanOrEqual(MAX_QUERY_TERMS);
          for (const { start, end } of errors) {
            expect(start).toBeLessThan(end);
            expect(end).toBeLessThanOrEqual(query.length);
          }
          expect(completeQuery(query, query.length).items).toBeDefined();
        },
      ),
      { numRuns: 300 },
    );
  });

  // Each would take minutes if reading it were more than linear.
  it.each([
    '"'.repeat(4096),
    '\\'.repeat(4096),
    '"\\'.repeat(2048),
    'a.'.repeat(2048),
    'a."'.repeat(1365),
    '-'.repeat(4096),
    `plugin:${'"",'.repeat(1363)}`,
    '*'.repeat(4096),
    '\u00a0'.repeat(4096),
    `time:${'..'.repeat(2000)}`,
    `status:${'1'.repeat(4000)}`,
    `ip:${':'.repeat(1000)}`,
    `meta.${'a.'.repeat(2000)}b:1`,
  ])('of 4 kB is answered: %#', query => {
    for (let i = 0; i < 20; i += 1) {
      expect(parseQuery(query)).toBeDefined();
    }
  });
});

import { readFilter, writeFilter } from './queryEdit';

describe('readFilter', () => {
  it.each([
    ['', undefined],
    ['svc-77', undefined],
    ['-outcome:failed', undefined],
    ['outcome:failed', { operator: ':', values: ['failed'] }],
    [
      'outcome:failed,unknown x outcome:failed',
      { operator: ':', values: ['failed', 'unknown'] },
    ],
    ['outcome:failed plugn:x "', { operator: ':', values: ['failed'] }],
  ])('reads %j', (text, filter) => {
    expect(readFilter(text, 'outcome')).toEqual(filter);
  });
});

describe('writeFilter', () => {
  const medium = { operator: '>=' as const, values: ['medium'] };

  it.each([
    ['', 'severity>=medium'],
    ['svc-77', 'svc-77 severity>=medium'],
    ['a severity:low b', 'a severity>=medium b'],
    ['severity:low a severity>=high', 'severity>=medium a'],
    ['-severity:low', '-severity:low severity>=medium'],
    ['"two  spaces"', '"two  spaces" severity>=medium'],
  ])('writes into %j', (text, expected) => {
    expect(writeFilter(text, 'severity', medium)).toBe(expected);
  });

  it.each([
    ['severity:low', ''],
    ['a severity:low b', 'a b'],
    ['a', 'a'],
  ])('takes it out of %j', (text, expected) => {
    expect(writeFilter(text, 'severity', undefined)).toBe(expected);
  });

  it('reads back what it wrote, whatever the value', () => {
    for (const value of ['a b', 'a,b', '"', '\\', 'user:default/ada', 'ü*']) {
      const filter = { operator: ':' as const, values: [value, 'x'] };
      const text = writeFilter('word', 'actor', filter);
      expect(readFilter(text, 'actor')).toEqual(filter);
    }
  });
});

import { formOf } from './patternForm';

describe('patterns that can be searched for in linear time', () => {
  it.each([
    ['acme_[a-z0-9]{32}', 37],
    ['acme_[a-z0-9]{32,}', 37],
    ['\\bacme_[a-z0-9]{20,64}\\b', 25],
    ['(?:acme|initech)-(?:live|test)-[\\w-]{20,}', 30],
    ['AC(?:[0-9a-f]{2}:){4}', 14],
    ['\\d{3}-\\d{2}-\\d{4}', 11],
    ['E\\d{6,8}(?!\\d)', 7],
    ['(?<![a-z])tok-[a-z]{8}(?:-[a-z]{1,64}){0,4}', 12],
    ['acme.{4,}', 8],
    ['(?:ab+|cd{3,})', 2],
  ])('%s', (pattern, shortest) => {
    expect(formOf(pattern).shortest).toBe(shortest);
  });
});

describe('the steps of a pattern', () => {
  it.each([
    ['acme_[a-z0-9]{32}', 37 / 5],
    ['\\bacme_[a-z0-9]{20,64}\\b', (45 * 71) / 5],
    // Begins again after each character, and after every second one.
    ['aaa[a-z]{1,3}\\d', 3 * 7],
    ['abab[a-z]{1,3}\\d', (3 * 8) / 2],
    ['(?:abc|abd)x', 8],
    ['[ab]cd', 3],
  ])('%s: %d for each character', (pattern, steps) => {
    expect(formOf(pattern).steps).toBeCloseTo(steps);
  });
});

describe('patterns that are refused', () => {
  it.each([
    // In more ways than can be counted, or quadratic from each place.
    ['(a+)+b', 'only at its end'],
    ['(?:a|aa)+b', 'only at its end'],
    ['(?:a+)*', 'only at its end'],
    ['a*b', 'only at its end'],
    ['\\s+$', 'only at its end'],
    ['tok[a-z]{8,}\\b', 'only at its end'],
    ['tok[a-z]{8,}(?!x)', 'only at its end'],
    ['(?=a+b)tok', 'only at its end'],
    ['(?:tok[a-z]+){2}', 'only at its end'],
    ['(?:a{0,30}){0,30}b', 'fewer ways'],
    ['a{0,40}a{0,40}b', 'fewer ways'],
    ['(?:a|b|ab){1,20}c', 'fewer ways'],
    ['(?:a?){25}a{25}', 'fewer ways'],
    ['.{0,300}key', 'fewer ways'],
    ['[a-z]{0,200}[0-9]{400}', 'fewer ways'],
    ['tok[a-z]{0,64}?', 'lazy'],
    ['(tok)-\\1', 'references'],
    ['(?<a>tok)-\\k<a>', 'references'],
    ['tok[', 'a regular expression'],
    ['*tok', 'a regular expression'],
    ['(?i)tok', 'a regular expression'],
  ])('%s', (pattern, expected) => {
    expect(() => formOf(pattern)).toThrow(expected);
  });
});

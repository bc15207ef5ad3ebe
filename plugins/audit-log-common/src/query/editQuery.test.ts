import fc from 'fast-check';
import { hasFacet, withFacet, withoutFacet } from './editQuery';
import { parseQuery } from './parseQuery';

jest.setTimeout(180_000);

describe('facets in a query', () => {
  it.each([
    ['', 'plugin:catalog'],
    ['svc-77 ', 'svc-77 plugin:catalog'],
    ['plugin:scaffolder  x', 'plugin:scaffolder,catalog  x'],
    ['-plugin:scaffolder', '-plugin:scaffolder plugin:catalog'],
    ['plugin:catalog', 'plugin:catalog'],
  ])('are added to %j', (before, after) => {
    expect(withFacet(before, { field: 'plugin', value: 'catalog' })).toBe(
      after,
    );
  });

  it.each([
    ['plugin:catalog', ''],
    ['a plugin:scaffolder,catalog b', 'a plugin:scaffolder b'],
    ['a plugin:catalog b', 'a b'],
    ['plugin:catalog a plugin:catalog', 'a'],
    ['-plugin:catalog', '-plugin:catalog'],
  ])('are taken out of %j', (before, after) => {
    expect(withoutFacet(before, { field: 'plugin', value: 'catalog' })).toBe(
      after,
    );
  });

  it('can exclude', () => {
    const choice = { field: 'event', value: 'entity-fetch', negated: true };
    expect(withFacet('x', choice)).toBe('x -event:entity-fetch');
  });

  it('take a star in a value literally', () => {
    expect(withFacet('', { field: 'target', value: 'a*' })).toBe('target=a*');
  });

  it('come and go, whatever else the query says and whatever the value is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('', 'x', 'plugin:a -plugin:b', '"a b" target:*,y'),
        fc.constantFrom('plugin', 'target', 'meta.a'),
        fc
          .string({ unit: 'grapheme', minLength: 1 })
          .filter(value => !value.includes('\0') && value !== '*'),
        fc.boolean(),
        (text, field, value, negated) => {
          const choice = { field, value, negated };
          const added = withFacet(text, choice);
          expect(parseQuery(added).errors).toEqual([]);
          expect(hasFacet(added, choice)).toBe(true);
          expect(hasFacet(withoutFacet(added, choice), choice)).toBe(false);
        },
      ),
    );
  });
});

import { isWithinLimits, readsEverything } from './limits';
import {
  createGrantSchema,
  GrantLimits,
  grantLimitsSchema,
  updateGrantSchema,
} from './schema';

const grantee = 'user:default/grace';

describe('the limits of a grant', () => {
  it.each([
    [undefined],
    [null],
    [{}],
    [{ everything: false }],
    [{ everything: 'yes' }],
    [{ everything: true, categories: ['CATALOG'] }],
    [{ everything: true, ownEvents: true }],
    [{ categories: undefined }],
    [{ categories: [] }],
    [{ category: 'CATALOG' }],
    ['everything'],
    [[]],
  ])('are not understood as every event: %j', limits => {
    expect(createGrantSchema.safeParse({ grantee, limits }).success).toBe(
      false,
    );
    // A change that names no limits leaves them as they are.
    expect(updateGrantSchema.safeParse({ limits }).success).toBe(
      limits === undefined,
    );
  });

  it('are refused in words that say what to write', () => {
    for (const body of [{ grantee }, { grantee, limits: {} }]) {
      const [issue] = createGrantSchema.safeParse(body).error!.issues;
      expect([issue.path, issue.message]).toEqual([
        ['limits'],
        expect.stringContaining('{"everything": true}'),
      ]);
    }
  });

  it.each<[GrantLimits]>([
    [{ everything: true }],
    [{ categories: ['CATALOG'] }],
    [{ plugins: ['catalog'], ownEvents: true, ownedEntities: true }],
  ])('are taken as they are: %j', limits => {
    expect(grantLimitsSchema.parse(limits)).toEqual(limits);
    expect(createGrantSchema.parse({ grantee, limits }).limits).toEqual(limits);
  });
});

const catalog: GrantLimits = { categories: ['CATALOG'] };
const catalogAndAi: GrantLimits = { categories: ['CATALOG', 'AI'] };
const ownOfCatalog: GrantLimits = { ...catalog, ownEvents: true };
const all: GrantLimits = { everything: true };

describe('isWithinLimits', () => {
  it.each<[GrantLimits, GrantLimits, boolean]>([
    [catalog, catalog, true],
    [catalog, catalogAndAi, true],
    [catalogAndAi, catalog, false],
    [ownOfCatalog, catalog, true],
    [catalog, ownOfCatalog, false],
    [catalog, all, true],
    [catalog, {}, true],
    [all, all, true],
    [{}, all, true],
    [all, catalog, false],
    [{}, catalog, false],
    [{ plugins: ['catalog'] }, catalog, false],
    [{ ownedEntities: true }, { ownEvents: true }, false],
  ])('of %j in %j is %s', (inner, outer, expected) => {
    expect(isWithinLimits(inner, outer)).toBe(expected);
  });
});

it('reads everything where nothing limits', () => {
  expect([all, {}, catalog, ownOfCatalog].map(readsEverything)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

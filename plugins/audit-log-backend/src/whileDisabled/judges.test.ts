import {
  ChangeableSettings,
  severities,
} from 'backstage-plugin-audit-log-common';
import fc from 'fast-check';
import { firstThatKeepsLess } from './firstThatKeepsLess';
import { firstThatWidens } from './firstThatWidens';

const categories = ['CATALOG', 'ACCESS', 'API'];

const retention = fc.record({
  retentionDays: fc.integer({ min: 1, max: 4 }),
  retentionRules: fc.array(
    fc.record(
      {
        categories: fc.subarray(categories, { minLength: 1 }),
        minSeverity: fc.constantFrom(...severities),
        days: fc.integer({ min: 1, max: 4 }),
      },
      { requiredKeys: ['days'] },
    ),
    { maxLength: 3 },
  ),
});

type Retention = Pick<ChangeableSettings, 'retentionDays' | 'retentionRules'>;

/** What docs/settings.md promises, written a second time. */
function days(settings: Retention, category: string, severity: number): number {
  for (const rule of settings.retentionRules) {
    const isOne = rule.categories?.includes(category) ?? true;
    if (isOne && severity >= severities.indexOf(rule.minSeverity ?? 'low')) {
      return rule.days;
    }
  }
  return settings.retentionDays;
}

const rest = { recoveryDays: 30, holdUnexported: true, rules: [] };

describe('firstThatKeepsLess', () => {
  it('finds every change by which an event would go sooner', () => {
    fc.assert(
      fc.property(retention, retention, (before, after) => {
        const goesSooner = [...categories, 'OTHER'].some(category =>
          severities.some(
            (_, rank) =>
              days(after, category, rank) < days(before, category, rank),
          ),
        );
        expect(
          firstThatKeepsLess({ ...before, ...rest }, after) !== undefined,
        ).toBe(goesSooner);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [{ recoveryDays: 30 }, undefined],
    [{ recoveryDays: 31 }, undefined],
    [{ recoveryDays: 29 }, 'recoveryDays'],
    [{ holdUnexported: false }, 'holdUnexported'],
    [{ holdUnexported: true, rules: [] }, undefined],
    [
      { rules: [{ name: 'all', match: {}, effect: 'record' as const }] },
      'rules',
    ],
    [{}, undefined],
  ])('of %j says %s', (change, field) => {
    const before = { ...rest, retentionDays: 30, retentionRules: [] };
    expect(firstThatKeepsLess(before, change)).toBe(field);
  });
});

describe('firstThatWidens', () => {
  const limits = fc.record(
    {
      categories: fc.subarray(categories, { minLength: 1 }),
      plugins: fc.subarray(['catalog', 'scaffolder'], { minLength: 1 }),
      ownEvents: fc.constant(true as const),
      ownedEntities: fc.constant(true as const),
    },
    { requiredKeys: [] },
  );
  type Limits = Parameters<typeof firstThatWidens>[0]['limits'];
  const everyEvent = ['CATALOG', 'ACCESS', 'OTHER'].flatMap(category =>
    ['catalog', 'scaffolder', 'other'].flatMap(plugin =>
      [true, false].flatMap(own =>
        [true, false].map(owned => ({ category, plugin, own, owned })),
      ),
    ),
  );
  const lets = (allowed: Limits, event: (typeof everyEvent)[number]) =>
    (allowed.categories?.includes(event.category) ?? true) &&
    (allowed.plugins?.includes(event.plugin) ?? true) &&
    (!allowed.ownEvents || event.own) &&
    (!allowed.ownedEntities || event.owned);

  it('lets no limits pass by which somebody could read more', () => {
    fc.assert(
      fc.property(limits, limits, (before, after) => {
        const readsMore = everyEvent.some(
          event => lets(after, event) && !lets(before, event),
        );
        const field = firstThatWidens(
          { limits: before, expiresAt: null },
          { limits: after },
        );
        // API is in no event above, so what adds only that is refused, too.
        expect(readsMore && field === undefined).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  const may = '2027-05-01T00:00:00.000Z';
  const june = '2027-06-01T00:00:00.000Z';
  it.each([
    [may, { expiresAt: june }, 'expiresAt'],
    [may, { expiresAt: null }, 'expiresAt'],
    [june, { expiresAt: may }, undefined],
    [null, { expiresAt: may }, undefined],
    [may, { expiresAt: may, reason: 'Still' }, undefined],
    [may, { limits: { ownEvents: true as const } }, undefined],
    [may, {}, undefined],
  ])('until %s, of %j says %s', (expiresAt, change, field) => {
    expect(firstThatWidens({ limits: {}, expiresAt }, change)).toBe(field);
  });
});

import { severities } from '../events';
import { RetentionRule } from './schema';

/**
 * The first exception of retention that never applies, because those before it
 * match every event that it would; `index` is the number of exceptions where
 * that is so of the days for everything else.
 *
 * @public
 */
export function unreachableRetention(
  rules: readonly RetentionRule[],
): { index: number } | undefined {
  const index = [...rules, {}].findIndex((rule, position) =>
    isCovered(rule, rules.slice(0, position)),
  );
  return index < 0 ? undefined : { index };
}

type Matched = Pick<RetentionRule, 'categories' | 'minSeverity'>;

function isCovered(rule: Matched, before: readonly Matched[]): boolean {
  const coveredIn = (category?: string) =>
    before.some(
      earlier =>
        rank(earlier) <= rank(rule) &&
        (!earlier.categories ||
          (category !== undefined && earlier.categories.includes(category))),
    );
  return rule.categories ? rule.categories.every(coveredIn) : coveredIn();
}

function rank({ minSeverity = severities[0] }: Matched): number {
  return severities.indexOf(minSeverity);
}

import {
  ChangeableSettings,
  RetentionRule,
  severities,
  Severity,
  UpdateSettings,
} from 'backstage-plugin-audit-log-common';

/** A category that no rule names. */
const ANY_OTHER = '';

type Retention = Pick<ChangeableSettings, 'retentionDays' | 'retentionRules'>;

/**
 * The first field of a change by which anything would be kept less long, or
 * less of it recorded; undefined where the change keeps at least as much.
 */
export function firstThatKeepsLess(
  before: ChangeableSettings,
  change: UpdateSettings,
): keyof UpdateSettings | undefined {
  const after = { ...before, ...change };
  const keepsLess: Record<keyof UpdateSettings, () => boolean> = {
    recoveryDays: () => after.recoveryDays < before.recoveryDays,
    retentionDays: () => retainsLess(before, after),
    retentionRules: () => retainsLess(before, after),
    holdUnexported: () => before.holdUnexported && !after.holdUnexported,
    // What rules leave out depends on events that are still to come.
    rules: () => JSON.stringify(before.rules) !== JSON.stringify(after.rules),
  };
  return (Object.keys(keepsLess) as (keyof UpdateSettings)[]).find(
    field => change[field] !== undefined && keepsLess[field](),
  );
}

/** Whether some event, of whatever category and severity, would go sooner. */
function retainsLess(before: Retention, after: Retention): boolean {
  const categories = new Set(
    [...before.retentionRules, ...after.retentionRules].flatMap(
      rule => rule.categories ?? [],
    ),
  );
  return [ANY_OTHER, ...categories].some(category =>
    severities.some(
      severity =>
        daysKept(after, category, severity) <
        daysKept(before, category, severity),
    ),
  );
}

function daysKept(
  { retentionDays, retentionRules }: Retention,
  category: string,
  severity: Severity,
): number {
  const rule = retentionRules.find(each => matches(each, category, severity));
  return rule?.days ?? retentionDays;
}

function matches(
  { categories, minSeverity = severities[0] }: RetentionRule,
  category: string,
  severity: Severity,
): boolean {
  return (
    (!categories || categories.includes(category)) &&
    severities.indexOf(severity) >= severities.indexOf(minSeverity)
  );
}

import {
  AUDIT_LOG_CATEGORY,
  ChangeableSettings,
  RetentionRule,
  severities,
} from 'backstage-plugin-audit-log-common';
import { EventPredicate } from '../store';

/** Which events have been kept for long enough. */
export interface RetentionPlan {
  /** Milliseconds since 1970; no event that started later is removed. */
  startedBefore: number;
  where: EventPredicate;
}

/**
 * Turns the retention settings into a predicate, as of `now`.
 *
 * @param dayMs - how long a day lasts
 */
export function retentionPlan(
  settings: Pick<ChangeableSettings, 'retentionDays' | 'retentionRules'>,
  now: Date,
  dayMs: number,
): RetentionPlan {
  const { retentionDays, retentionRules } = settings;
  const cutoff = (days: number) => now.getTime() - days * dayMs;
  const branches = retentionRules.map(rule => ({
    ...conditionOf(rule),
    cutoff: cutoff(rule.days),
  }));
  const sql = [
    ...branches.map(branch => `when ${branch.sql} then ?`),
    'else ?',
  ].join(' ');
  const bindings = [
    ...branches.flatMap(branch => [...branch.bindings, branch.cutoff]),
    cutoff(retentionDays),
  ];
  const everything = branches.length === 0;
  return {
    startedBefore: cutoff(
      Math.min(retentionDays, ...retentionRules.map(rule => rule.days)),
    ),
    where: query => {
      query.whereRaw(
        everything
          ? 'e.started_at < ?'
          : `e.started_at < cast(case ${sql} end as bigint)`,
        bindings,
      );
    },
  };
}

/**
 * Which events go when the time for which they are kept after disabling is
 * over: all but those that the audit log recorded of itself afterwards. These
 * are kept for as many days again, and go once a day, so that the record of a
 * purge isn't purged by the next one.
 */
export function purgePlan(
  keptUntil: string,
  { recoveryDays }: Pick<ChangeableSettings, 'recoveryDays'>,
  now: Date,
  dayMs: number,
): EventPredicate {
  const recovered = now.getTime() - recoveryDays * dayMs;
  const ownBefore = Math.max(
    Date.parse(keptUntil),
    // In UTC, as epoch milliseconds are.
    Math.floor(recovered / dayMs) * dayMs,
  );
  return query => {
    query.whereRaw('(e.category <> ? or e.started_at < ?)', [
      AUDIT_LOG_CATEGORY,
      ownBefore,
    ]);
  };
}

function conditionOf(rule: RetentionRule): {
  sql: string;
  bindings: (string | number)[];
} {
  const { categories, minSeverity = severities[0] } = rule;
  const rank = severities.indexOf(minSeverity);
  return categories
    ? {
        sql: `e.severity_rank >= ? and e.category in (${categories
          .map(() => '?')
          .join(', ')})`,
        bindings: [rank, ...categories],
      }
    : { sql: 'e.severity_rank >= ?', bindings: [rank] };
}

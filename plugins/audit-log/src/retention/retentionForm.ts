import {
  AuditLogSettings,
  MAX_DAYS,
  RetentionRule,
  Severity,
  UpdateSettings,
  unreachableRetention,
} from 'backstage-plugin-audit-log-common';

/** An exception as a person writes it. */
export interface RuleForm {
  /** Tells exceptions apart while they are moved. */
  key: number;
  categories: string[];
  minSeverity: Severity | '';
  days: string;
}

/** What a person writes into the form of retention. */
export interface RetentionForm {
  retentionDays: string;
  recoveryDays: string;
  holdUnexported: boolean;
  rules: RuleForm[];
}

/** The settings that this form is about. */
export const retentionSettings = [
  'retentionDays',
  'recoveryDays',
  'holdUnexported',
  'retentionRules',
] as const;

type RetentionChange = Pick<UpdateSettings, (typeof retentionSettings)[number]>;

/** A form with what the settings are. */
export function formOf(settings: AuditLogSettings): RetentionForm {
  return {
    retentionDays: String(settings.retentionDays),
    recoveryDays: String(settings.recoveryDays),
    holdUnexported: settings.holdUnexported,
    rules: settings.retentionRules.map((rule, key) => ({
      key,
      categories: rule.categories ?? [],
      minSeverity: rule.minSeverity ?? '',
      days: String(rule.days),
    })),
  };
}

/** Whether it is a number of days that the settings take. */
export function isDays(text: string): boolean {
  return (
    /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= MAX_DAYS
  );
}

/** Whether the form can be sent. */
export function isComplete({
  retentionDays,
  recoveryDays,
  rules,
}: RetentionForm): boolean {
  return [retentionDays, recoveryDays, ...rules.map(({ days }) => days)].every(
    isDays,
  );
}

/** What of it would never apply, which people seldom mean. */
export type RetentionProblem =
  | { kind: 'neverApplies'; number: number }
  | { kind: 'hidesDefault' };

/** Why the form isn't what somebody means. */
export function problemOf(form: RetentionForm): RetentionProblem | undefined {
  const unreachable = unreachableRetention(form.rules.map(ruleOf));
  if (!unreachable) {
    return undefined;
  }
  const { index } = unreachable;
  return index < form.rules.length
    ? { kind: 'neverApplies', number: index + 1 }
    : { kind: 'hidesDefault' };
}

/**
 * What the form changes. Settings of the configuration are left out: the API
 * refuses to be told them.
 */
export function changeOf(
  form: RetentionForm,
  managedByConfig: AuditLogSettings['managedByConfig'],
): RetentionChange {
  const change: Required<RetentionChange> = {
    retentionDays: Number(form.retentionDays),
    recoveryDays: Number(form.recoveryDays),
    holdUnexported: form.holdUnexported,
    retentionRules: form.rules.map(ruleOf),
  };
  return Object.fromEntries(
    retentionSettings
      .filter(name => !managedByConfig[name])
      .map(name => [name, change[name]]),
  );
}

function ruleOf({ categories, minSeverity, days }: RuleForm): RetentionRule {
  return {
    ...(categories.length > 0 && { categories }),
    ...(minSeverity && { minSeverity }),
    days: Number(days),
  };
}

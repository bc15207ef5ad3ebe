import {
  AUDIT_LOG_CATEGORY,
  Rule,
  RuleMatch,
  rulesSchema,
} from 'backstage-plugin-audit-log-common';

/** A rule while it is edited. */
export interface RuleDraft {
  /** Tells it from others whatever its name and place. */
  key: number;
  rule: Rule;
}

/** What a rule looks at, in the order of the form. */
export const matchFields = [
  'plugin',
  'event',
  'action',
  'category',
  'severity',
  'outcome',
  'actorType',
  'actor',
  'path',
] as const satisfies readonly (keyof RuleMatch)[];

/** What becomes of an event, as one choice. */
export const effects = ['full', 'metadata', 'none', 'drop'] as const;

export type Effect = (typeof effects)[number];

let lastKey = 0;

export function draftsOf(rules: readonly Rule[]): RuleDraft[] {
  return rules.map(rule => ({ key: ++lastKey, rule }));
}

export function rulesOf(drafts: readonly RuleDraft[]): Rule[] {
  return drafts.map(({ rule }) => rule);
}

/** A rule that drops nothing before it is told what to. */
export function newDraft(name: string): RuleDraft {
  return { key: ++lastKey, rule: { name, match: {}, effect: 'record' } };
}

/** The first of `name`, `name 2`, `name 3` ... that no rule has. */
export function freeName(drafts: readonly RuleDraft[], name: string): string {
  const taken = new Set(drafts.map(({ rule }) => rule.name.trim()));
  let free = name;
  for (let count = 2; taken.has(free); count++) {
    free = `${name} ${count}`;
  }
  return free;
}

/** The list with one rule further up (`-1`) or down (`1`), if it can be. */
export function moved(
  drafts: readonly RuleDraft[],
  key: number,
  step: -1 | 1,
): RuleDraft[] {
  const from = drafts.findIndex(draft => draft.key === key);
  const to = from + step;
  const list = [...drafts];
  if (from >= 0 && to >= 0 && to < list.length) {
    [list[from], list[to]] = [list[to], list[from]];
  }
  return list;
}

export function effectOf({ effect, detail }: Rule): Effect {
  return effect === 'drop' ? 'drop' : detail ?? 'full';
}

export function withEffect(rule: Rule, effect: Effect): Rule {
  const { detail, durability, ...rest } = rule;
  if (effect === 'drop') {
    return { ...rest, effect };
  }
  return {
    ...rest,
    effect: 'record',
    ...(effect !== 'full' && { detail: effect }),
    ...(durability && { durability }),
  };
}

/** The values that a rule has for a field, as a list. */
export function valuesOf(rule: Rule, field: keyof RuleMatch): string[] {
  return [rule.match[field] ?? []].flat();
}

/** A field without values matches everything, so it goes. */
export function withValues(
  rule: Rule,
  field: keyof RuleMatch,
  values: readonly string[],
): Rule {
  const { [field]: _, ...match } = rule.match;
  return {
    ...rule,
    match: {
      ...match,
      ...(values.length > 0 && {
        [field]: values.length === 1 ? values[0] : [...values],
      }),
    } as RuleMatch,
  };
}

/** What is wrong with each rule, by its place; an empty map where nothing is. */
export function problemsOf(rules: readonly unknown[]): Map<number, string> {
  const problems = new Map<number, string>();
  const result = rulesSchema.safeParse(rules);
  for (const { path, message } of result.error?.issues ?? []) {
    const [index, ...field] = path;
    const place = typeof index === 'number' ? index : -1;
    if (!problems.has(place)) {
      problems.set(
        place,
        field.length > 0 ? `${field.join('.')}: ${message}` : message,
      );
    }
  }
  return problems;
}

/** Whether a rule names the audit log's own events, which it can't touch. */
export function namesOwnEvents(rule: Rule): boolean {
  return (
    valuesOf(rule, 'category').includes(AUDIT_LOG_CATEGORY) ||
    valuesOf(rule, 'plugin').includes('audit-log')
  );
}

/** Rules from their text, or what is wrong with it. */
export function parseRules(
  text: string,
): { rules: Rule[] } | { problem: string } {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const result = rulesSchema.safeParse(json);
  if (result.success) {
    return { rules: result.data };
  }
  const { path, message } = result.error.issues[0];
  return {
    problem: path.length > 0 ? `${path.join('.')}: ${message}` : message,
  };
}

/** Whether two lists of rules mean the same. */
export function sameRules(a: readonly Rule[], b: readonly Rule[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

import { AUDIT_LOG_CATEGORY, RecordedEvent } from '../events';
import { TextTest, compilePathPatterns, compilePatterns } from './patterns';
import { Rule, RuleDetail, RuleDurability, RuleMatch } from './schema';

/**
 * What rules see of an event.
 *
 * @public
 */
export type RuleSubject = Pick<
  RecordedEvent,
  'plugin' | 'eventId' | 'action' | 'category' | 'severity' | 'outcome'
> & {
  actor: RecordedEvent['actor'] | null;
  request: RecordedEvent['request'];
};

/**
 * What becomes of an event.
 *
 * @public
 */
export interface RuleDecision {
  effect: 'record' | 'drop';
  detail: RuleDetail;
  /** Undefined where the event's severity decides. */
  durability: RuleDurability | undefined;
  /** Index of the rule that decided, undefined where none matched. */
  rule: number | undefined;
}

/** @public */
export type DecideRule = (event: RuleSubject) => RuleDecision;

type SubjectTest = (event: RuleSubject) => boolean;

const recordInFull: RuleDecision = {
  effect: 'record',
  detail: 'full',
  durability: undefined,
  rule: undefined,
};

/**
 * Makes a function that decides by the first rule that matches. The audit
 * log's own events are recorded in full whatever the rules say.
 *
 * @public
 */
export function compileRules(rules: readonly Rule[]): DecideRule {
  const compiled = rules.map((rule, index) => ({
    test: compileMatch(rule.match),
    decision: {
      effect: rule.effect,
      detail: rule.detail ?? 'full',
      durability: rule.durability,
      rule: index,
    },
  }));
  return event => {
    if (event.category === AUDIT_LOG_CATEGORY) {
      return recordInFull;
    }
    for (const { test, decision } of compiled) {
      if (test(event)) {
        return decision;
      }
    }
    return recordInFull;
  };
}

function compileMatch(match: RuleMatch): SubjectTest {
  const tests: SubjectTest[] = [];
  const add = (
    patterns: string | string[] | undefined,
    textOf: (event: RuleSubject) => string | null | undefined,
    compile = compilePatterns,
  ) => {
    if (patterns !== undefined) {
      const test: TextTest = compile(patterns);
      tests.push(event => test(textOf(event) ?? ''));
    }
  };
  add(match.plugin, event => event.plugin);
  add(match.event, event => event.eventId);
  add(match.severity, event => event.severity);
  add(match.outcome, event => event.outcome);
  add(match.category, event => event.category);
  add(match.action, event => event.action);
  add(match.actorType, event => event.actor?.type);
  add(match.actor, event => event.actor?.ref);
  add(match.path, event => event.request?.path, compilePathPatterns);
  return event => tests.every(test => test(event));
}

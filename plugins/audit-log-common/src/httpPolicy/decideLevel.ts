import { TextTest, compilePathPatterns, compilePatterns } from '../rules';
import { HttpLevel, HttpPolicyRule } from './schema';

/**
 * What the policy sees of a request that is over.
 *
 * @public
 */
export interface HttpSubject {
  method: string;
  path: string;
  /** The plugin that the path belongs to, if any. */
  plugin: string | undefined;
  status: number | 'aborted';
  audited: boolean;
}

/** @public */
export type DecideLevel = (subject: HttpSubject) => HttpLevel;

/**
 * Makes a function that decides by the first rule that matches; requests that
 * none matches aren't recorded.
 *
 * @public
 */
export function compileHttpPolicy(
  policy: readonly HttpPolicyRule[],
): DecideLevel {
  const compiled = policy.map(rule => ({
    level: rule.level,
    test: compileRule(rule),
  }));
  return subject => compiled.find(({ test }) => test(subject))?.level ?? 'none';
}

function compileRule(rule: HttpPolicyRule): (subject: HttpSubject) => boolean {
  const always: TextTest = () => true;
  const method = rule.methods
    ? compilePatterns([rule.methods].flat().map(text => text.toUpperCase()))
    : always;
  const path = rule.paths ? compilePathPatterns(rule.paths) : always;
  // A plugin's address is compared without regard to case, and so is its id.
  const plugin = rule.plugins
    ? compilePatterns([rule.plugins].flat().map(text => text.toLowerCase()))
    : always;
  const statuses =
    rule.statuses === undefined ? undefined : [rule.statuses].flat();
  return subject =>
    (rule.audited === undefined || rule.audited === subject.audited) &&
    (!statuses || statuses.some(status => isStatus(status, subject.status))) &&
    method(subject.method.toUpperCase()) &&
    plugin((subject.plugin ?? '').toLowerCase()) &&
    path(subject.path);
}

function isStatus(wanted: number | string, status: HttpSubject['status']) {
  return (
    wanted === status ||
    (typeof status === 'number' && wanted === `${Math.floor(status / 100)}xx`)
  );
}

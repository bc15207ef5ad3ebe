import {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  ConditionTransformer,
  createConditionTransformer,
  PermissionRuleset,
} from '@backstage/plugin-permission-node';
import { EventPredicate } from '../store';
import { allOf, anyOf, not } from './predicates';
import { EventFilter, EventResource, OwnershipLookup } from './types';

/** Turns the conditions of a policy's decision into a predicate. */
export type ConditionCompiler = (
  conditions: PermissionCriteria<PermissionCondition>,
) => Promise<EventPredicate>;

/** Makes a compiler for the rules that are registered. */
export function createConditionCompiler(options: {
  ruleset: PermissionRuleset<EventResource, EventFilter>;
  lookup: OwnershipLookup;
}): ConditionCompiler {
  const transform: ConditionTransformer<EventFilter> =
    createConditionTransformer(options.ruleset);
  return conditions => compile(transform(conditions), options.lookup);
}

async function compile(
  criteria: PermissionCriteria<EventFilter>,
  lookup: OwnershipLookup,
): Promise<EventPredicate> {
  if (typeof criteria === 'function') {
    return criteria(lookup);
  }
  if ('not' in criteria) {
    return not(await compile(criteria.not, lookup));
  }
  const [join, children] =
    'anyOf' in criteria ? [anyOf, criteria.anyOf] : [allOf, criteria.allOf];
  return join(await Promise.all(children.map(child => compile(child, lookup))));
}

import { createConditionExports } from '@backstage/plugin-permission-node';
import { auditLogEventResourceRef } from './eventResource';
import { auditLogEventRules } from './rules';

const exported = createConditionExports({
  resourceRef: auditLogEventResourceRef,
  rules: auditLogEventRules,
});

/**
 * Conditions for a policy of your own, for instance
 * `auditLogConditions.inCategory({ categories: ['CATALOG'] })`.
 *
 * @public
 */
export const auditLogConditions = exported.conditions;

/**
 * Wraps conditions on `audit-log.event.read` as the decision of a policy.
 *
 * @public
 */
export const createAuditLogConditionalDecision =
  exported.createConditionalDecision;

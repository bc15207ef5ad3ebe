export { RuleBook } from './RuleBook';
export type { RuleHits } from './RuleBook';
export { auditLogRulesServiceRef } from './rulesService';

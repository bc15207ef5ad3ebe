export { RuleBook } from './RuleBook';
export type { RuleHits, RuledEvent } from './RuleBook';
export { auditLogRulesServiceRef } from './rulesService';

export { ruleHandlers } from './ruleHandlers';

export { RulesEditor } from './RulesEditor';
export { RuleSummaries } from './RuleSummaries';

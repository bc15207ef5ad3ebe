export { RulesEditor } from './RulesEditor';

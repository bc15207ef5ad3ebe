export { ConfigValue, MAX_TIMER_MS } from './ConfigValue';
export { databaseOf, describeDatabase } from './databaseOf';
export type { PluginDatabase } from './databaseOf';
export {
  readPlain,
  readPlainFlag,
  readPlainKeys,
  readPlainText,
} from './readPlain';

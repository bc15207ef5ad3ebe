export { dialectOf } from './dialect';
export type { SqlDialect } from './dialect';
export { groupColumn } from './groupColumn';
export type { GroupColumn } from './groupColumn';
export { narrowingHint } from './narrowingHint';
export type { TranslateOptions } from './termCondition';
export {
  createQueryTranslator,
  translateQuery,
  translateQueryText,
} from './translateQuery';
export type { QueryTranslator } from './translateQuery';

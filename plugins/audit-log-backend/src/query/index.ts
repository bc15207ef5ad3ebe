export { dialectOf } from './dialect';
export type { SqlDialect } from './dialect';
export type { TranslateOptions } from './termCondition';
export { translateQuery, translateQueryText } from './translateQuery';

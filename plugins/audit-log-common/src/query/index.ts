export * from './completeQuery';
export * from './editQuery';
export {
  findQueryField,
  isMetaQueryField,
  metaField,
  metaFieldPath,
  metaQueryField,
  queryFields,
} from './fields';
export type { QueryField, QueryFieldKind } from './fieldTypes';
export { formatQuery } from './formatQuery';
export type { UnplacedQueryTerm } from './formatQuery';
export * from './parseQuery';
export { relativeTimesOf } from './relativeTimes';
export * from './types';
export * from './values';

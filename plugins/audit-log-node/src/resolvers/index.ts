export { readCategoryRules } from './categoryRules';
export { ResolverRegistry } from './ResolverRegistry';
export { auditLogResolversServiceRef } from './registryService';
export type {
  CategoryRule,
  EventResolver,
  Resolution,
  ResolverInput,
} from './types';

export { CatalogOwnership } from './CatalogOwnership';
export { createConditionCompiler } from './compileConditions';
export {
  auditLogConditions,
  createAuditLogConditionalDecision,
} from './conditionExports';
export { DefaultAccessPolicy } from './DefaultAccessPolicy';
export { auditLogEventResourceRef } from './eventResource';
export { permissionFor } from './permissionFor';
export { allOf, anyOf, columnIn } from './predicates';
export { registerPermissions } from './registerPermissions';
export type {
  AccessDecision,
  AccessPolicy,
  EventFilter,
  EventResource,
  GrantSource,
  OwnershipLookup,
} from './types';

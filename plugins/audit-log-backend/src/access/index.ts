export { callerRef } from './callerRef';
export { CatalogOwnership } from './CatalogOwnership';
export {
  auditLogConditions,
  createAuditLogConditionalDecision,
} from './conditionExports';
export { createAccess } from './createAccess';
export { permissionFor } from './permissionFor';
export { allOf, anyOf, columnIn } from './predicates';
export type {
  AccessDecision,
  AccessPolicy,
  EventFilter,
  GrantSource,
  OwnershipLookup,
} from './types';

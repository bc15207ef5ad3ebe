/**
 * The audit log's screens for Backstage's new frontend system.
 *
 * @packageDocumentation
 */

export { default } from './plugin';
export { auditLogApiRef, exportsApiRef } from './shared';
export type { AuditLogApi, ExportsApi } from './shared';
export { auditLogTranslationRef } from './words';

/**
 * The audit log's screens for Backstage's new frontend system.
 *
 * @packageDocumentation
 */

export { default } from './plugin';
export { auditLogApiRef, exportsApiRef, integrationsApiRef } from './shared';
export type { AuditLogApi, ExportsApi, IntegrationsApi } from './shared';
export { HomeActivityCard } from './home';
export { auditLogTranslationRef } from './words';

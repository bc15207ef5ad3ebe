/**
 * The audit log for Backstage backends.
 *
 * @packageDocumentation
 */

export {
  auditLogConditions,
  createAuditLogConditionalDecision,
} from './access';
export { auditLogFeatureLoader as default } from './featureLoader';
export { auditLogMailsModule } from './mailHandovers';

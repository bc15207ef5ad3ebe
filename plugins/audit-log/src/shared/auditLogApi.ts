import { createApiRef } from '@backstage/frontend-plugin-api';
import { AuditLogClient } from 'backstage-plugin-audit-log-common';

/**
 * The calls of the audit log's HTTP API that its screens make.
 *
 * @public
 */
export type AuditLogApi = Pick<
  AuditLogClient,
  | 'getMe'
  | 'getSettings'
  | 'updateSettings'
  | 'listRules'
  | 'previewRules'
  | 'listEventTypes'
  | 'enable'
  | 'disable'
  | 'getDependents'
  | 'listEvents'
  | 'getEvent'
  | 'streamEvents'
  | 'downloadEvents'
  | 'getCheckpoint'
  | 'getInclusion'
  | 'getHistogram'
  | 'getFacets'
  | 'getGroups'
  | 'getStatus'
  | 'listQuarantined'
  | 'retryQuarantined'
  | 'discardQuarantined'
  | 'previewRetention'
  | 'listLegalHolds'
  | 'createLegalHold'
  | 'previewLegalHold'
  | 'releaseLegalHold'
  | 'listGrants'
  | 'createGrant'
  | 'previewGrant'
  | 'updateGrant'
  | 'revokeGrant'
  | 'listViews'
  | 'createView'
  | 'getView'
  | 'updateView'
  | 'deleteView'
>;

/**
 * Reaches the {@link AuditLogApi}.
 *
 * @public
 */
export const auditLogApiRef = createApiRef<AuditLogApi>().with({
  id: 'plugin.audit-log.client',
  pluginId: 'audit-log',
});

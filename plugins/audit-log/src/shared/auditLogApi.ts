import { createApiRef } from '@backstage/frontend-plugin-api';
import { AuditLogClient } from 'backstage-plugin-audit-log-common';

/**
 * The audit log's HTTP API, as its screens use it.
 *
 * @public
 */
export type AuditLogApi = Pick<AuditLogClient, keyof AuditLogClient>;

/**
 * Reaches the {@link AuditLogApi}.
 *
 * @public
 */
export const auditLogApiRef = createApiRef<AuditLogApi>().with({
  id: 'plugin.audit-log.client',
  pluginId: 'audit-log',
});

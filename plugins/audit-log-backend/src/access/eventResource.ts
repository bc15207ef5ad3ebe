import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import { RESOURCE_TYPE_AUDIT_LOG_EVENT } from 'backstage-plugin-audit-log-common';
import { EventFilter, EventResource } from './types';

/** The resource type on which policies put conditions. */
export const auditLogEventResourceRef = createPermissionResourceRef<
  EventResource,
  EventFilter
>().with({
  pluginId: 'audit-log',
  resourceType: RESOURCE_TYPE_AUDIT_LOG_EVENT,
});

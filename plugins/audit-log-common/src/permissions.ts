import { createPermission } from '@backstage/plugin-permission-common';

/**
 * Resource type of {@link auditLogEventReadPermission}.
 *
 * @public
 */
export const RESOURCE_TYPE_AUDIT_LOG_EVENT = 'audit-log-event';

/**
 * Opens the page and its entry in the navigation. Basic, so that the frontend
 * can ask for it.
 *
 * @public
 */
export const auditLogAccessPermission = createPermission({
  name: 'audit-log.access',
  attributes: { action: 'read' },
});

/** @public */
export const auditLogEventReadPermission = createPermission({
  name: 'audit-log.event.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_AUDIT_LOG_EVENT,
});

/** @public */
export const auditLogSettingsUpdatePermission = createPermission({
  name: 'audit-log.settings.update',
  attributes: { action: 'update' },
});

/** @public */
export const auditLogStorageManagePermission = createPermission({
  name: 'audit-log.storage.manage',
  attributes: { action: 'update' },
});

/** @public */
export const auditLogExportManagePermission = createPermission({
  name: 'audit-log.export.manage',
  attributes: { action: 'update' },
});

/** @public */
export const auditLogViewManagePermission = createPermission({
  name: 'audit-log.view.manage',
  attributes: { action: 'update' },
});

/** @public */
export const auditLogGrantManagePermission = createPermission({
  name: 'audit-log.grant.manage',
  attributes: { action: 'update' },
});

/**
 * Every permission of the audit log.
 *
 * @public
 */
export const auditLogPermissions = [
  auditLogAccessPermission,
  auditLogEventReadPermission,
  auditLogSettingsUpdatePermission,
  auditLogStorageManagePermission,
  auditLogExportManagePermission,
  auditLogViewManagePermission,
  auditLogGrantManagePermission,
];

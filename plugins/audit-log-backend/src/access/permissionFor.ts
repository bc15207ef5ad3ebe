import { Permission } from '@backstage/plugin-permission-common';
import {
  RouteAccess,
  auditLogEventReadPermission,
  auditLogExportManagePermission,
  auditLogGrantManagePermission,
  auditLogSettingsUpdatePermission,
  auditLogStorageManagePermission,
  auditLogViewManagePermission,
} from 'backstage-plugin-audit-log-common';

/** Access that one of the plugin's permissions stands for. */
export type PermittedAccess = Exclude<RouteAccess, 'none' | 'ingest'>;

const permissions: Record<PermittedAccess, Permission> = {
  'event.read': auditLogEventReadPermission,
  'view.own': auditLogEventReadPermission,
  'settings.update': auditLogSettingsUpdatePermission,
  'storage.manage': auditLogStorageManagePermission,
  'export.manage': auditLogExportManagePermission,
  'view.manage': auditLogViewManagePermission,
  'grant.manage': auditLogGrantManagePermission,
};

/** The permission that an access stands for. */
export function permissionFor(access: PermittedAccess): Permission {
  return permissions[access];
}

import { BackstageServicePrincipal } from '@backstage/backend-plugin-api';
import { Permission } from '@backstage/plugin-permission-common';

/**
 * Whether a service may use a permission of this plugin: only where its access
 * restrictions name the permission. The framework allows everything to a
 * service without restrictions, which is any backend plugin and any plain
 * static token; the audit log does not.
 */
export function mayServiceUse(
  principal: BackstageServicePrincipal,
  permission: Permission,
): boolean {
  const { permissionNames, permissionAttributes } =
    principal.accessRestrictions ?? {};
  if (!permissionNames?.includes(permission.name)) {
    return false;
  }
  const actions = permissionAttributes?.action;
  const { action } = permission.attributes;
  return !actions || (action !== undefined && actions.includes(action));
}

/**
 * Whether a service may append events: any that isn't restricted, such as the
 * recorder of another backend.
 */
export function mayServiceAppend(
  principal: BackstageServicePrincipal,
): boolean {
  return principal.accessRestrictions === undefined;
}

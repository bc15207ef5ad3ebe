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

/** In whose name the recorders of other backends deliver. */
const DELIVERY_SUBJECT = 'plugin:audit-log-delivery';

/**
 * Whether a service may append events: the plugin by which other backends
 * deliver, and subjects that the configuration names. None whose access is
 * restricted to something else.
 */
export function mayServiceAppend(
  principal: BackstageServicePrincipal,
  allowedSubjects: readonly string[],
): boolean {
  const { subject, accessRestrictions = {} } = principal;
  return (
    [DELIVERY_SUBJECT, ...allowedSubjects].includes(subject) &&
    Object.values(accessRestrictions).every(limit => limit === undefined)
  );
}

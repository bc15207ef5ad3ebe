import { asObject, only, targetFrom } from './generic';
import { EventResolver } from './types';

/** Events of the role based access control plugin. */
export const permissionResolver: EventResolver = ({ eventId, meta }) => {
  if (eventId === 'permission-evaluation') {
    return {
      category: 'PERMISSIONS',
      action: typeof meta.result === 'string' ? meta.result : null,
      target: targetFrom('permission', meta.permissionName),
    };
  }
  const policy = asObject(only(meta.policies));
  const condition = asObject(meta.condition);
  return {
    category: 'PERMISSIONS',
    target:
      targetFrom('role', meta.roleEntityRef) ??
      targetFrom('role', policy?.entityReference) ??
      targetFrom('role', condition?.roleEntityRef) ??
      targetFrom('entity', meta.entityRef) ??
      targetFrom('plugin', only(meta.pluginIds)),
  };
};

import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import {
  AuditEvent,
  auditLogEventReadPermission,
  auditLogPermissions,
} from 'backstage-plugin-audit-log-common';
import { auditLogEventResourceRef } from './eventResource';
import { auditLogEventRules } from './rules';
import { OwnershipLookup } from './types';

/** Tells the permission framework about permissions, resource type and rules. */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  getEvent: (id: string) => Promise<AuditEvent | undefined>;
  lookup: OwnershipLookup;
}): void {
  const { permissionsRegistry, getEvent, lookup } = options;
  permissionsRegistry.addPermissions(
    auditLogPermissions.filter(
      permission => permission !== auditLogEventReadPermission,
    ),
  );
  permissionsRegistry.addResourceType({
    resourceRef: auditLogEventResourceRef,
    permissions: [auditLogEventReadPermission],
    rules: Object.values(auditLogEventRules),
    getResources: ids =>
      Promise.all(
        ids.map(async id => {
          const event = await getEvent(id);
          return (
            event && {
              event,
              targetOwners: event.target
                ? await lookup.ownersOf(event.target.ref)
                : [],
            }
          );
        }),
      ),
  });
}

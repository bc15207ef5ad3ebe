import {
  AuthService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { AuditEvent } from 'backstage-plugin-audit-log-common';
import { AuditLogConfig } from '../config';
import { createConditionCompiler } from './compileConditions';
import { DefaultAccessPolicy } from './DefaultAccessPolicy';
import { auditLogEventResourceRef } from './eventResource';
import { registerPermissions } from './registerPermissions';
import { AccessPolicy, GrantSource, OwnershipLookup } from './types';

/** Registers the permissions and makes the policy of this portal. */
export function createAccess(options: {
  config: AuditLogConfig;
  auth: AuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  getEvent: (id: string) => Promise<AuditEvent | undefined>;
  lookup: OwnershipLookup;
  grants: GrantSource;
}): AccessPolicy {
  const { config, permissionsRegistry, getEvent, lookup } = options;
  registerPermissions({ permissionsRegistry, getEvent, lookup });
  const ruleset = permissionsRegistry.getPermissionRuleset(
    auditLogEventResourceRef,
  );
  return new DefaultAccessPolicy({
    mode: config.accessMode,
    admins: config.admins,
    permissionsEnabled: config.permissionsEnabled,
    appendingSubjects: config.appendingSubjects,
    auth: options.auth,
    userInfo: options.userInfo,
    permissions: options.permissions,
    compileConditions: createConditionCompiler({ ruleset, lookup }),
    lookup,
    grants: options.grants,
  });
}

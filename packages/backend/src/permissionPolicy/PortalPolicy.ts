import {
  AuthorizeResult,
  isResourcePermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  auditLogConditions,
  createAuditLogConditionalDecision,
} from 'backstage-plugin-audit-log-backend';

const ADMINS = 'group:default/platform-admins';

/**
 * Decides who does what in the audit log: the Admins everything, everybody
 * else reads what they did and what happened to what they own. Whatever else
 * the portal has is open to everybody.
 */
export class PortalPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (
      claims.includes(ADMINS) ||
      !permission.name.startsWith('audit-log.') ||
      permission.name === 'audit-log.access'
    ) {
      return { result: AuthorizeResult.ALLOW };
    }
    return isResourcePermission(permission, 'audit-log-event')
      ? createAuditLogConditionalDecision(permission, {
          anyOf: [
            auditLogConditions.isActor({ claims }),
            auditLogConditions.targetIsOwned({ claims }),
          ],
        })
      : { result: AuthorizeResult.DENY };
  }
}

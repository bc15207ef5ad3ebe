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

/** What only Admins may do: Kubernetes clusters tell secrets, too. */
const FOR_ADMINS = ['kubernetes.proxy'];

/**
 * Admins may do everything. Others may not go through to clusters and, where
 * the audit log leaves it to the policy, read of it what they did and what
 * happened to what they own. Whatever else there is is open to everybody.
 */
export class PortalPolicy implements PermissionPolicy {
  readonly #decidesAuditLog: boolean;

  constructor(options: { decidesAuditLog: boolean }) {
    this.#decidesAuditLog = options.decidesAuditLog;
  }

  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const claims = user?.info.ownershipEntityRefs ?? [];
    if (!claims.includes(ADMINS) && FOR_ADMINS.includes(permission.name)) {
      return { result: AuthorizeResult.DENY };
    }
    if (
      claims.includes(ADMINS) ||
      !this.#decidesAuditLog ||
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

import { AuditorService } from '@backstage/backend-plugin-api';
import { PolicyDecision } from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';

/**
 * Makes every decision of a policy an audit event, in the form in which the
 * RBAC plugin has them: Backstage's own permission backend tells nobody. The
 * default rules of the audit log keep those that don't simply allow.
 */
export class AuditedPolicy implements PermissionPolicy {
  readonly #policy: PermissionPolicy;
  readonly #auditor: AuditorService;

  constructor(options: { policy: PermissionPolicy; auditor: AuditorService }) {
    this.#policy = options.policy;
    this.#auditor = options.auditor;
  }

  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    const { permission } = request;
    const event = await this.#auditor.createEvent({
      eventId: 'permission-evaluation',
      severityLevel: 'medium',
      meta: {
        userEntityRef: user?.info.userEntityRef,
        permissionName: permission.name,
        action: permission.attributes.action,
        resourceType:
          'resourceType' in permission ? permission.resourceType : undefined,
      },
    });
    try {
      const decision = await this.#policy.handle(request, user);
      await event.success({ meta: { result: decision.result } });
      return decision;
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
  }
}

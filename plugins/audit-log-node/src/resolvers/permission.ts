import { JsonValue } from '@backstage/types';
import { Target } from 'backstage-plugin-audit-log-common';
import { asObject, only, targetFrom, text } from './generic';
import { EventResolver, ResolverInput } from './types';

/** Events of the role based access control plugin. */
export const permissionResolver: EventResolver = input => {
  const { eventId, meta } = input;
  if (eventId === 'permission-evaluation') {
    return {
      category: 'PERMISSIONS',
      action: text(meta.result) ?? null,
      target: targetFrom('permission', meta.permissionName),
    };
  }
  return {
    category: 'PERMISSIONS',
    target:
      roleTarget(input) ??
      targetFrom('condition', meta.id) ??
      targetFrom('plugin', only(meta.ids)) ??
      // An id in the path is all that a refused change of a condition names.
      targetFrom(
        'condition',
        /\/roles\/conditions\/([^/]+)\/?$/i.exec(pathOf(input))?.[1],
      ),
  };
};

/** The role, where an event is about a single one. */
function roleTarget(input: ResolverInput): Target | null {
  const { meta } = input;
  return (
    targetFrom('role', meta.roleEntityRef) ??
    targetFrom('role', asObject(meta.condition)?.roleEntityRef) ??
    targetFrom('role', meta.entityRef) ??
    targetFrom(
      'role',
      commonRole([meta.policies, [meta.policy ?? null], meta.addedPolicies]),
    ) ??
    targetFrom('role', roleOfPath(pathOf(input)))
  );
}

/**
 * Policies are lists of texts: `[role, permission, action, effect]`, and
 * `[member, role]` for members of a role.
 */
function commonRole(lists: (JsonValue | undefined)[]): string | undefined {
  const roles = new Set(
    lists.flatMap(list =>
      (Array.isArray(list) ? list : []).flatMap(policy =>
        (Array.isArray(policy) ? policy : []).filter(isRoleRef),
      ),
    ),
  );
  return roles.size === 1 ? [...roles][0] : undefined;
}

function isRoleRef(value: JsonValue | undefined): value is string {
  return typeof value === 'string' && value.startsWith('role:');
}

/** A request that was refused tells its role by its address alone. */
function roleOfPath(path: string): string | undefined {
  const [, kind, namespace, name] =
    /\/(?:roles|policies)\/([^/]+)\/([^/]+)\/([^/]+)\/?$/i.exec(path) ?? [];
  return name && `${kind}:${namespace}/${name}`;
}

function pathOf({ request }: ResolverInput): string {
  return request?.path ?? '';
}

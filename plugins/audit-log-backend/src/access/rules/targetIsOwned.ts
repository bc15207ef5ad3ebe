import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { auditLogEventResourceRef } from '../eventResource';
import { columnIn } from '../predicates';

/** The target is an entity that one of these users or groups owns now. */
export const targetIsOwned = createPermissionRule({
  name: 'TARGET_IS_OWNED',
  description:
    'Allow events whose target is an entity owned by one of these users or groups',
  resourceRef: auditLogEventResourceRef,
  paramsSchema: z.object({
    claims: z.array(z.string()).describe('Refs of users and groups'),
  }),
  apply: ({ targetOwners }, { claims }) =>
    targetOwners.some(owner => claims.includes(owner)),
  toQuery:
    ({ claims }) =>
    async lookup =>
      columnIn('e.target_ref', await lookup.entitiesOwnedBy(claims)),
});

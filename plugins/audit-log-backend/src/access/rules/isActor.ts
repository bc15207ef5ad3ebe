import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { auditLogEventResourceRef } from '../eventResource';
import { columnIn } from '../predicates';

/** The person of the event is one of these users. */
export const isActor = createPermissionRule({
  name: 'IS_ACTOR',
  description: 'Allow events of operations that one of these users caused',
  resourceRef: auditLogEventResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('Refs of users; refs of groups match nothing'),
  }),
  apply: ({ event: { actor } }, { claims }) => {
    const person =
      actor?.onBehalfOf ?? (actor?.type === 'user' ? actor.ref : null);
    return typeof person === 'string' && claims.includes(person);
  },
  toQuery:
    ({ claims }) =>
    async () =>
      columnIn('e.actor_user', claims),
});

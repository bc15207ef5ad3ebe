import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { auditLogEventResourceRef } from '../eventResource';
import { columnIn } from '../predicates';

/** The event belongs to one of these categories. */
export const inCategory = createPermissionRule({
  name: 'IN_CATEGORY',
  description: 'Allow events of these categories',
  resourceRef: auditLogEventResourceRef,
  paramsSchema: z.object({
    categories: z.array(z.string()).describe("Categories such as 'CATALOG'"),
  }),
  apply: ({ event }, { categories }) => categories.includes(event.category),
  toQuery:
    ({ categories }) =>
    async () =>
      columnIn('e.category', categories),
});

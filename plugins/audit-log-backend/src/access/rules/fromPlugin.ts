import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { auditLogEventResourceRef } from '../eventResource';
import { columnIn } from '../predicates';

/** The event was emitted by one of these plugins. */
export const fromPlugin = createPermissionRule({
  name: 'FROM_PLUGIN',
  description: 'Allow events that these plugins emitted',
  resourceRef: auditLogEventResourceRef,
  paramsSchema: z.object({
    plugins: z.array(z.string()).describe("Plugin ids such as 'scaffolder'"),
  }),
  apply: ({ event }, { plugins }) => plugins.includes(event.plugin),
  toQuery:
    ({ plugins }) =>
    async () =>
      columnIn('e.plugin', plugins),
});

import { Handlers } from '../rooms';
import { GrantService } from './GrantService';

/** Letting people read the log. */
export function grantHandlers(options: {
  grants: GrantService;
}): Handlers<
  | 'listGrants'
  | 'createGrant'
  | 'previewGrant'
  | 'getGrant'
  | 'updateGrant'
  | 'revokeGrant'
> {
  const { grants } = options;
  return {
    listGrants: async () => ({ items: await grants.list() }),

    getGrant: ({ params }) => grants.get(params.id),

    createGrant: async ({ body, caller, note }) => {
      const { warnings, ...after } = await grants.create({
        grant: body,
        by: caller.ref,
      });
      note({ after });
      return { ...after, warnings };
    },

    previewGrant: ({ body }) => grants.preview(body),

    updateGrant: async ({ params, body, version, caller, note }) => {
      const { before, after } = await grants.update({
        id: params.id,
        change: body,
        version,
        by: caller.ref,
      });
      note({ before, after });
      return after;
    },

    revokeGrant: async ({ params, caller, note }) => {
      const before = await grants.revoke({ id: params.id, by: caller.ref });
      note({ before });
      return before;
    },
  };
}

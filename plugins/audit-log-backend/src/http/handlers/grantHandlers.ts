import { GrantService } from '../../grants';
import { Handlers } from '../types';

/** Letting people read the log. */
export function grantHandlers(options: {
  grants: GrantService;
}): Handlers<
  'listGrants' | 'createGrant' | 'getGrant' | 'updateGrant' | 'revokeGrant'
> {
  const { grants } = options;
  return {
    listGrants: async () => ({ items: await grants.list() }),

    getGrant: ({ params }) => grants.get(params.id),

    createGrant: async ({ body, caller, note }) => {
      const after = await grants.create({ grant: body, by: caller.ref });
      note({ after });
      return after;
    },

    updateGrant: async ({ params, body, version, note }) => {
      const { before, after } = await grants.update({
        id: params.id,
        change: body,
        version,
      });
      note({ before, after });
      return after;
    },

    revokeGrant: async ({ params, note }) => {
      const before = await grants.revoke(params.id);
      note({ before });
      return before;
    },
  };
}

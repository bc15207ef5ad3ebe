import { LegalHoldService } from '../../retention';
import { Handlers } from '../types';

/** Holding events back from retention. */
export function legalHoldHandlers(options: {
  legalHolds: LegalHoldService;
}): Handlers<'listLegalHolds' | 'createLegalHold' | 'releaseLegalHold'> {
  const { legalHolds } = options;
  return {
    listLegalHolds: async () => ({ items: await legalHolds.list() }),

    createLegalHold: async ({ body, caller, note }) => {
      const after = await legalHolds.create({ hold: body, by: caller.ref });
      note({ after });
      return after;
    },

    releaseLegalHold: async ({ params, note }) => {
      const before = await legalHolds.release(params.id);
      note({ before });
      return before;
    },
  };
}

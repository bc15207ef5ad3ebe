import { Handlers } from '../rooms';
import { LegalHoldService } from './LegalHoldService';
import { RetentionPreviewer } from './RetentionPreviewer';

/** Holding events back from retention, and what it would remove. */
export function retentionHandlers(options: {
  legalHolds: LegalHoldService;
  previewer: RetentionPreviewer;
}): Handlers<
  | 'previewRetention'
  | 'listLegalHolds'
  | 'createLegalHold'
  | 'previewLegalHold'
  | 'releaseLegalHold'
> {
  const { legalHolds, previewer } = options;
  return {
    previewRetention: ({ body, events }) => previewer.retention(body, events),

    listLegalHolds: async () => ({ items: await legalHolds.list() }),

    createLegalHold: async ({ body, caller, note }) => {
      const after = await legalHolds.create({ hold: body, by: caller.ref });
      note({ after });
      return after;
    },

    previewLegalHold: ({ body, events }) =>
      previewer.legalHold(body.query, events),

    releaseLegalHold: async ({ params, note }) => {
      const before = await legalHolds.release(params.id);
      note({ before });
      return before;
    },
  };
}

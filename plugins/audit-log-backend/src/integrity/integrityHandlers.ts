import { Handlers } from '../rooms';
import { IntegrityService } from './types';

/** Checkpoints and proofs. */
export function integrityHandlers(options: {
  integrity: IntegrityService;
}): Handlers<
  'getCheckpoint' | 'listCheckpoints' | 'getInclusion' | 'getConsistency'
> {
  const { integrity } = options;
  return {
    getCheckpoint: async () => ({
      checkpoint: await integrity.checkpoint(),
      verifierKeys: await integrity.verifierKeys(),
    }),

    listCheckpoints: async ({ query }) => ({
      items: await integrity.checkpoints(query),
    }),

    getInclusion: async ({ query, events, note }) => {
      note({ event: query.event });
      return integrity.inclusion({ ...query, visible: events });
    },

    getConsistency: async ({ query, note }) => {
      note({ ...query });
      return integrity.consistency(query);
    },
  };
}

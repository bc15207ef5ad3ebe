import { Handlers } from '../rooms';
import { Replicas } from './Replicas';

/** Most events in quarantine that are shown; trying again tries all. */
const MAX_SHOWN = 100;

/** Events that the log refuses. */
export function quarantineHandlers(options: {
  replicas: Pick<Replicas, 'quarantined' | 'retry' | 'discard'>;
}): Handlers<'listQuarantined' | 'retryQuarantined' | 'discardQuarantined'> {
  const { replicas } = options;
  return {
    listQuarantined: () => replicas.quarantined(MAX_SHOWN),

    retryQuarantined: async ({ note }) => {
      const retried = await replicas.retry();
      note({ after: { retried } });
      return { retried };
    },

    discardQuarantined: async ({ body, note }) => {
      const discarded = await replicas.discard(body.ids);
      note({ before: { events: discarded } });
      return { discarded: discarded.length };
    },
  };
}

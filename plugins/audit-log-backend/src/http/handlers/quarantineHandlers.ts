import { Replicas } from '../../recording';
import { Handlers } from '../types';

/** Most events in quarantine that are shown; trying again tries all. */
const MAX_SHOWN = 100;

/** Events that the log refuses while it takes others. */
export function quarantineHandlers(options: {
  replicas: Pick<Replicas, 'quarantined' | 'retry'>;
}): Handlers<'listQuarantined' | 'retryQuarantined'> {
  const { replicas } = options;
  return {
    listQuarantined: () => replicas.quarantined(MAX_SHOWN),

    retryQuarantined: async ({ note }) => {
      const retried = await replicas.retry();
      note({ after: { retried } });
      return { retried };
    },
  };
}

import { Knex } from 'knex';
import { Polls } from '../settings';
import { createRecordingWatch } from './createRecordingWatch';
import { observeReplicas } from './observeReplicas';
import { Replicas } from './Replicas';

/** How often the replicas look at what the others say, in milliseconds. */
const REPLICAS_POLL_MS = 5_000;

/** Watches the recorder of this process and knows of those of the others. */
export function createRecording(
  options: Parameters<typeof createRecordingWatch>[0] & { knex: Knex },
) {
  const watch = createRecordingWatch(options);
  const replicas = new Replicas(options);
  const stopObserving = observeReplicas(replicas);
  const polls = new Polls(options);
  polls.start({
    tick: () => replicas.tick(),
    intervalMs: REPLICAS_POLL_MS,
    failure: 'The other replicas can not be told how recording is doing',
  });
  return {
    replicas,
    delivered: watch.delivered,
    async stop(): Promise<void> {
      watch.stop();
      stopObserving();
      await polls.stop();
      // Where the database is away, the row is out of date in a minute.
      await replicas.leave().catch(() => {});
    },
  };
}

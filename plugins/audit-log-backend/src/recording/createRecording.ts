import { Knex } from 'knex';
import { Polls } from '../settings';
import { EventStore } from '../store';
import { Clocks } from './Clocks';
import { createRecordingWatch } from './createRecordingWatch';
import { observeReplicas } from './observeReplicas';
import { Replicas } from './Replicas';
import { withProblems } from './withProblems';

/** How often the replicas look at what the others say, in milliseconds. */
const REPLICAS_POLL_MS = 5_000;

/** Watches the recorder of this process and knows of those of the others. */
export function createRecording(
  options: Parameters<typeof createRecordingWatch>[0] & {
    knex: Knex;
    store: Pick<EventStore, 'get' | 'completeTo'>;
  },
) {
  const clocks = new Clocks(options);
  const recorder = withProblems(options.recorder, () => clocks.problems());
  const watch = createRecordingWatch({ ...options, recorder });
  const replicas = new Replicas({
    ...options,
    recorder,
    // Else one whose clock is behind would seem to have ended long ago.
    clock: () => clocks.now(),
  });
  const stopObserving = observeReplicas(replicas);
  const polls = new Polls(options);
  polls.start({
    tick: async () => {
      await clocks.look();
      await replicas.tick();
    },
    intervalMs: REPLICAS_POLL_MS,
    failure: 'The other replicas can not be told how recording is doing',
  });
  return {
    /** The recorder, whose status tells of clocks that disagree, too. */
    recorder,
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

import { Knex } from 'knex';
import { EventStore } from '../store';
import { Tick, untilStopped } from '../ticks';
import { Clocks } from './Clocks';
import { createRecordingWatch } from './createRecordingWatch';
import { observeReplicas } from './observeReplicas';
import { quarantineHandlers } from './quarantineHandlers';
import { Replicas } from './Replicas';
import { withProblems } from './withProblems';

/** How often the replicas look at what the others say, in milliseconds. */
const REPLICAS_INTERVAL_MS = 5_000;
const REPLICAS_LIMIT_MS = 60_000;

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
  const tick: Tick = {
    name: 'Telling the other replicas how recording is doing',
    intervalMs: REPLICAS_INTERVAL_MS,
    limitMs: REPLICAS_LIMIT_MS,
    run: async () => {
      // First, since what is told is told by the time of the database.
      await clocks.look();
      await replicas.tick();
    },
  };
  return {
    /** The recorder, whose status tells of clocks that disagree, too. */
    recorder,
    replicas,
    delivered: watch.delivered,
    handlers: quarantineHandlers({ replicas }),
    ticks: [tick],
    async stop(ticked: Promise<void>): Promise<void> {
      watch.stop();
      stopObserving();
      // Else a tick that is under way would write the row again.
      await ticked;
      // Without leaving, the row is out of date in a minute.
      await untilStopped(replicas.leave());
    },
  };
}

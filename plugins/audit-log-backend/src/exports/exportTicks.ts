import { StorageIntegrations } from '../storage';
import { Tick } from '../ticks';
import { UpgradeNotes } from '../upgrades';
import { CheckpointPublisher } from './checkpoints';
import { ExportScheduler } from './ExportScheduler';

/** How often each replica looks for what is due. */
const INTERVAL_MS = 5_000;

/** What an upgrade did is known when the backend starts. */
const TELLING_MS = 60_000;

/** They ask the database alone: each storage is waited for elsewhere. */
const LIMIT_MS = 60_000;

/** A backlog is planned in one tick, and each plan reads the log. */
const PLANNING_LIMIT_MS = 5 * 60_000;

/** What exports do by themselves, in every replica. */
export function exportTicks(rooms: {
  /** Makes the integrations that the configuration declares. */
  declare: () => Promise<void>;
  integrations: Pick<StorageIntegrations, 'testPending'>;
  scheduler: Pick<ExportScheduler, 'tick'>;
  publisher: Pick<CheckpointPublisher, 'tick'>;
  upgradeNotes: Pick<UpgradeNotes, 'tell'>;
}): Tick[] {
  const { declare, integrations, scheduler, publisher, upgradeNotes } = rooms;
  const often = { intervalMs: INTERVAL_MS, limitMs: LIMIT_MS };
  return [
    {
      ...often,
      name: 'Making the storage integrations of the configuration',
      run: declare,
    },
    {
      ...often,
      name: 'Testing new storage integrations',
      run: () => integrations.testPending(),
    },
    {
      ...often,
      name: 'Looking for exports that are due',
      limitMs: PLANNING_LIMIT_MS,
      run: () => scheduler.tick(),
    },
    {
      ...often,
      name: 'Looking for checkpoints that are due',
      run: () => publisher.tick(),
    },
    {
      name: 'Telling what an upgrade did',
      intervalMs: TELLING_MS,
      limitMs: LIMIT_MS,
      run: () => upgradeNotes.tell(),
    },
  ];
}

import {
  AuthService,
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { HumanDuration } from '@backstage/types';
import { AuditLogRecorder } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { SettingsStore, StoredSettings } from '../settings';
import { EventStore } from '../store';
import { CatalogFollower } from './CatalogFollower';
import { DatabaseEntitySnapshot } from './DatabaseEntitySnapshot';

/** Of the first look after a start; the catalog has begun to answer by then. */
const INITIAL_DELAY = { seconds: 5 };

/** Follows the catalog, or does nothing where nobody asked for it. */
export interface CatalogChanges {
  /**
   * Takes note of the catalog as it is while audit logging is being enabled.
   * Never rejects: without it, the first look takes note.
   */
  begin(settings: StoredSettings): Promise<void>;
  /** Looks again and again, in one replica at a time. */
  schedule(scheduler: SchedulerService): Promise<void>;
}

/** @param options.frequency - of the looks; undefined follows nothing */
export function followCatalog(options: {
  frequency: HumanDuration | undefined;
  auth: AuthService;
  catalog: CatalogService;
  recorder: AuditLogRecorder;
  settings: SettingsStore;
  store: EventStore;
  knex: Knex;
  clock: () => Date;
  logger: LoggerService;
}): CatalogChanges {
  const { frequency, knex, settings, logger } = options;
  if (!frequency) {
    return { begin: async () => {}, schedule: async () => {} };
  }
  const follower = new CatalogFollower({
    ...options,
    snapshot: new DatabaseEntitySnapshot({ knex }),
    state: async () => (await settings.read()).state,
  });
  return {
    async begin({ transitionId }) {
      try {
        await follower.begin(`transition ${transitionId}`);
      } catch (error) {
        logger.warn(
          `The catalog could not be read while audit logging was being enabled, so its changes are told from the next look on: ${
            toError(error).message
          }`,
        );
      }
    },
    schedule: scheduler =>
      scheduler.scheduleTask({
        id: 'audit-log-catalog-changes',
        frequency,
        initialDelay: INITIAL_DELAY,
        timeout: { minutes: 30 },
        fn: signal => follower.look(signal),
      }),
  };
}

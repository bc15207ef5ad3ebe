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
import { FailedLooks } from './FailedLooks';

/** Of the first look after a start; the catalog has begun to answer by then. */
const INITIAL_DELAY = { seconds: 5 };

/**
 * How long enabling waits for the catalog. What takes longer is taken note of
 * by the first look.
 */
const BEGIN_MS = 60_000;

/** Follows the catalog, or does nothing where nobody asked for it. */
export interface CatalogChanges {
  /**
   * Takes note of the catalog as it is while audit logging is being enabled.
   * Waits a minute at most, and rejects only where the signal aborts: without
   * it, the first look takes note.
   */
  activate(settings: StoredSettings, signal: AbortSignal): Promise<void>;
  /** Looks again and again, in one replica at a time. */
  tasks: Record<string, (scheduler: SchedulerService) => Promise<void>>;
  /** Why changes are missing, in one sentence; undefined where none are. */
  problem(): Promise<string | undefined>;
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
  /** How long enabling waits for the catalog. */
  beginMs?: number;
}): CatalogChanges {
  const { frequency, knex, settings, logger, beginMs = BEGIN_MS } = options;
  if (!frequency) {
    return {
      activate: async () => {},
      tasks: {},
      problem: async () => undefined,
    };
  }
  const failedLooks = new FailedLooks(options);
  const follower = new CatalogFollower({
    ...options,
    snapshot: new DatabaseEntitySnapshot({ knex }),
    state: async () => (await settings.read()).state,
  });
  return {
    async activate({ transitionId }, signal) {
      const limit = new AbortController();
      const timer = setTimeout(
        () =>
          limit.abort(new Error(`it was not read within ${beginMs / 1000} s`)),
        beginMs,
      );
      try {
        await follower.begin(
          `transition ${transitionId}`,
          AbortSignal.any([signal, limit.signal]),
        );
      } catch (error) {
        signal.throwIfAborted();
        logger.warn(
          `The catalog could not be read while audit logging was being enabled, so its changes are told from the next look on: ${
            toError(error).message
          }`,
        );
      } finally {
        clearTimeout(timer);
      }
    },
    tasks: {
      'Following the catalog': scheduler =>
        scheduler.scheduleTask({
          id: 'audit-log-catalog-changes',
          frequency,
          initialDelay: INITIAL_DELAY,
          timeout: { minutes: 30 },
          fn: signal => failedLooks.watch(() => follower.look(signal)),
        }),
    },
    problem: () => failedLooks.problem(),
  };
}

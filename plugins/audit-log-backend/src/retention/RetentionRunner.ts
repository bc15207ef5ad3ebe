import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import {
  ChangeableSettings,
  OwnEventId,
  ownEvents,
} from 'backstage-plugin-audit-log-common';
import { QueryTranslator } from '../query';
import { SettingsStore, StoredSettings } from '../settings';
import { EventPredicate, EventPruner, EventStore } from '../store';
import { within } from '../ticks';
import { findLate } from './findLate';
import { exported, notOnLegalHold } from './heldBack';
import { removeInBatches } from './removeInBatches';
import { purgePlan, retentionPlan } from './retentionPlan';
import {
  LegalHoldStore,
  ReadUnexported,
  RetentionListener,
  RetentionNews,
  UnexportedEvents,
  UNEXPORTED_NOTICE_DAYS,
} from './types';

/** Days before a purge on which Admins are told. */
const PURGE_NOTICE_DAYS = [1, 7];

/** How long the warning may keep what is due from being removed. */
const WARNING_MS = 60_000;

/** How long telling people may take. */
const NEWS_MS = 30_000;

export interface RetentionRunnerOptions {
  settings: SettingsStore;
  effective: (stored: StoredSettings) => ChangeableSettings;
  store: Pick<EventStore, 'list'>;
  pruner: EventPruner;
  holds: LegalHoldStore;
  unexported: ReadUnexported;
  translateQuery: QueryTranslator;
  auditor: AuditorService;
  clock: () => Date;
  /** How long a day lasts, in milliseconds. */
  dayMs: number;
  logger: LoggerService;
  onNews: RetentionListener;
  /**
   * Told at each run what doesn't work though events are removed; undefined
   * where all does.
   */
  onProblem?: (sentence: string | undefined) => Promise<void>;
}

/**
 * Removes what has been kept for long enough. Called by a scheduled task every
 * few minutes; it may be called by several replicas at once and may be stopped
 * at any point.
 */
export class RetentionRunner {
  readonly #options: RetentionRunnerOptions;
  #problemOfRun: string | undefined;

  constructor(options: RetentionRunnerOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const stored = await this.#options.settings.read();
    if (stored.state === 'enabled') {
      await this.#retain(stored, signal);
      return;
    }
    // Nothing is removed that somebody could be warned of.
    await this.#noteProblem(undefined);
    if (stored.state === 'disabled' && stored.keptUntil) {
      await this.#announcePurge(stored.keptUntil);
      await this.purgeOverdue(stored, signal);
    }
  }

  /**
   * Removes every event that no legal hold covers, if the time for which
   * events are kept after disabling is over. What the audit log recorded of
   * itself since then is kept as long again.
   */
  async purgeOverdue(
    stored: StoredSettings,
    signal: AbortSignal,
  ): Promise<void> {
    const { settings, effective, pruner, clock, dayMs, logger } = this.#options;
    if (!stored.keptUntil || stored.keptUntil > clock().toISOString()) {
      return;
    }
    const plan = purgePlan(stored.keptUntil, effective(stored), clock(), dayMs);
    let held = false;
    const removal = await removeInBatches({
      pruner,
      where: async () => {
        const notHeld = await this.#notOnLegalHold();
        held = notHeld.length > 0;
        return [plan, ...notHeld];
      },
      signal,
      mayGoOn: async () =>
        (await settings.read()).keptUntil === stored.keptUntil,
    });
    const { removed } = removal;
    if (removed > 0) {
      logger.info(`Purged ${removed} events, kept until ${stored.keptUntil}`);
      await this.#record('logging-purge', {
        actionType: 'purge',
        ...removal,
        keptUntil: stored.keptUntil,
        held,
      });
      await this.#tell({ kind: 'purged', removed, held });
    }
  }

  async #retain(stored: StoredSettings, signal: AbortSignal): Promise<void> {
    const wanted = this.#options.effective(stored);
    this.#problemOfRun = undefined;
    const pending = await this.#pending(wanted);
    // Before anything is removed: else nobody would know afterwards.
    const late = await this.#late(wanted, pending);
    await this.#noteProblem(this.#problemOfRun);
    if (late.length > 0) {
      await this.#tell({
        kind: 'unexported',
        schedules: late,
        heldBack: wanted.holdUnexported,
      });
    }
    await this.#removeExpired(stored, wanted, pending, signal);
  }

  async #removeExpired(
    stored: StoredSettings,
    wanted: ChangeableSettings,
    pending: UnexportedEvents[],
    signal: AbortSignal,
  ): Promise<void> {
    const { settings, pruner, clock, dayMs, logger } = this.#options;
    const plan = retentionPlan(wanted, clock(), dayMs);
    const removed = await removeInBatches({
      pruner,
      startedBefore: plan.startedBefore,
      where: async () => [
        plan.where,
        ...(await this.#notOnLegalHold()),
        ...(wanted.holdUnexported ? exported(pending) : []),
      ],
      signal,
      mayGoOn: async () => (await settings.read()).version === stored.version,
    });
    if (removed.removed > 0) {
      const { retentionDays, retentionRules } = wanted;
      logger.info(`Retention removed ${removed.removed} events`);
      await this.#record('retention-run', {
        ...removed,
        retentionDays,
        retentionRules,
      });
    }
  }

  async #notOnLegalHold(): Promise<EventPredicate[]> {
    const { holds, translateQuery, logger } = this.#options;
    return notOnLegalHold({
      holds: await holds.list(),
      translateQuery,
      logger,
    });
  }

  async #record(
    eventId: Extract<OwnEventId, 'retention-run' | 'logging-purge'>,
    meta: JsonObject,
  ): Promise<void> {
    const event = await this.#options.auditor.createEvent({
      eventId,
      severityLevel: ownEvents[eventId].severity,
      meta,
    });
    await event.success();
  }

  async #announcePurge(keptUntil: string): Promise<void> {
    const { clock, dayMs } = this.#options;
    const daysLeft = (Date.parse(keptUntil) - clock().getTime()) / dayMs;
    const notice = PURGE_NOTICE_DAYS.find(days => daysLeft <= days);
    if (daysLeft > 0 && notice) {
      await this.#tell({ kind: 'purge-soon', keptUntil, daysLeft: notice });
    }
  }

  /** What schedules have still to export. */
  async #pending(wanted: ChangeableSettings): Promise<UnexportedEvents[]> {
    try {
      return await within(this.#options.unexported(), {
        limitMs: WARNING_MS,
        onLimit: `it was not known within ${WARNING_MS / 1000} s`,
      });
    } catch (error) {
      if (wanted.holdUnexported) {
        // What must be held back isn't known.
        throw error;
      }
      this.#problem(
        `Nobody is warned of events that are removed before they were exported: ${
          toError(error).message
        }`,
      );
      return [];
    }
  }

  /** Names of schedules that would lose what they have still to export. */
  async #late(
    wanted: ChangeableSettings,
    pending: UnexportedEvents[],
  ): Promise<string[]> {
    const { store, clock, dayMs } = this.#options;
    const soon = new Date(clock().getTime() + UNEXPORTED_NOTICE_DAYS * dayMs);
    const { late, unknown } = await findLate({
      store,
      pending,
      expiring: retentionPlan(wanted, soon, dayMs).where,
      limitMs: WARNING_MS,
    });
    if (unknown.length > 0) {
      const names = unknown.map(({ schedule }) => `'${schedule}'`).join(', ');
      this.#problem(
        `Nobody is warned of events that are removed before ${names} exported them: ${unknown[0].reason}`,
      );
    }
    return late;
  }

  /** That it can't be noted keeps nothing from being removed. */
  async #noteProblem(sentence: string | undefined): Promise<void> {
    try {
      await within(this.#options.onProblem?.(sentence) ?? Promise.resolve(), {
        limitMs: NEWS_MS,
        onLimit: `it was not done within ${NEWS_MS / 1000} s`,
      });
    } catch (error) {
      this.#options.logger.warn(
        `What doesn't work in retention could not be noted: ${
          toError(error).message
        }`,
      );
    }
  }

  #problem(sentence: string): void {
    this.#options.logger.warn(sentence);
    this.#problemOfRun = sentence;
  }

  /** That nobody can be told stops nothing. */
  async #tell(news: RetentionNews): Promise<void> {
    try {
      await within(this.#options.onNews(news), {
        limitMs: NEWS_MS,
        onLimit: `they could not be sent within ${NEWS_MS / 1000} s`,
      });
    } catch (error) {
      this.#options.logger.warn(
        `News of retention could not be told: ${toError(error).message}`,
      );
    }
  }
}

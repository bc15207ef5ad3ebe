import { AuditorService, LoggerService } from '@backstage/backend-plugin-api';
import { JsonObject } from '@backstage/types';
import {
  ChangeableSettings,
  OwnEventId,
  ownEvents,
} from 'backstage-plugin-audit-log-common';
import { QueryTranslator } from '../query';
import { SettingsStore, StoredSettings } from '../settings';
import { EventPredicate, EventPruner, EventStore } from '../store';
import { exported, notOnLegalHold } from './heldBack';
import { removeInBatches } from './removeInBatches';
import { purgePlan, retentionPlan } from './retentionPlan';
import {
  LegalHoldStore,
  ReadUnexported,
  RetentionListener,
  UnexportedEvents,
  UNEXPORTED_NOTICE_MS,
} from './types';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Days before a purge on which Admins are told. */
const PURGE_NOTICE_DAYS = [1, 7];

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
  logger: LoggerService;
  onNews: RetentionListener;
}

/**
 * Removes what has been kept for long enough. Called by a scheduled task every
 * few minutes; it may be called by several replicas at once and may be stopped
 * at any point.
 */
export class RetentionRunner {
  readonly #options: RetentionRunnerOptions;

  constructor(options: RetentionRunnerOptions) {
    this.#options = options;
  }

  async run(signal: AbortSignal): Promise<void> {
    const stored = await this.#options.settings.read();
    if (stored.state === 'enabled') {
      await this.#retain(stored, signal);
    } else if (stored.state === 'disabled' && stored.keptUntil) {
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
    const { settings, effective, pruner, clock, logger, onNews } =
      this.#options;
    if (!stored.keptUntil || stored.keptUntil > clock().toISOString()) {
      return;
    }
    const notHeld = await this.#notOnLegalHold();
    const removal = await removeInBatches({
      pruner,
      where: [
        purgePlan(stored.keptUntil, effective(stored), clock()),
        ...notHeld,
      ],
      signal,
      mayGoOn: async () =>
        (await settings.read()).keptUntil === stored.keptUntil,
    });
    const { removed } = removal;
    if (removed > 0) {
      const held = notHeld.length > 0;
      logger.info(`Purged ${removed} events, kept until ${stored.keptUntil}`);
      await this.#record('logging-purge', {
        actionType: 'purge',
        ...removal,
        keptUntil: stored.keptUntil,
        held,
      });
      await onNews({ kind: 'purged', removed, held });
    }
  }

  async #retain(stored: StoredSettings, signal: AbortSignal): Promise<void> {
    const { settings, effective, pruner, unexported, clock, logger } =
      this.#options;
    const wanted = effective(stored);
    const pending = await unexported();
    await this.#warnOfUnexported(wanted, pending);
    const plan = retentionPlan(wanted, clock());
    const removed = await removeInBatches({
      pruner,
      startedBefore: plan.startedBefore,
      where: [
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
    const { clock, onNews } = this.#options;
    const daysLeft = (Date.parse(keptUntil) - clock().getTime()) / DAY_MS;
    const notice = PURGE_NOTICE_DAYS.find(days => daysLeft <= days);
    if (daysLeft > 0 && notice) {
      await onNews({ kind: 'purge-soon', keptUntil, daysLeft: notice });
    }
  }

  async #warnOfUnexported(
    wanted: ChangeableSettings,
    pending: UnexportedEvents[],
  ): Promise<void> {
    const { clock, onNews } = this.#options;
    const soon = new Date(clock().getTime() + UNEXPORTED_NOTICE_MS);
    const late: string[] = [];
    for (const one of pending) {
      if (await this.#hasLate(one, retentionPlan(wanted, soon).where)) {
        late.push(one.schedule);
      }
    }
    if (late.length > 0) {
      await onNews({
        kind: 'unexported',
        schedules: late,
        heldBack: wanted.holdUnexported,
      });
    }
  }

  async #hasLate(
    { where, afterSequence }: UnexportedEvents,
    expiring: EventPredicate,
  ): Promise<boolean> {
    const { items } = await this.#options.store.list({
      where: [
        ...where,
        expiring,
        query => {
          query.where('e.sequence', '>', afterSequence);
        },
      ],
      order: 'desc',
      limit: 1,
    });
    return items.length > 0;
  }
}

import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  ExportScheduleDraft,
  StorageIntegration,
  nextTicks,
} from 'backstage-plugin-audit-log-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { VersionConflictError } from '../concurrency';
import { StorageIntegrations } from '../storage';
import { CheckDraft, checkInside } from './checkDraft';
import {
  refuseCollision,
  refuseNewCollision,
  refuseResumed,
} from './collisions';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { ExportRuns } from './ExportRuns';
import { refusePaused, requireStorage } from './requireRunnable';
import { RunPlanner } from './RunPlanner';
import { OwnedDraft, TakeFromView, noSuchView } from './takeFromView';
import { StoredRun, StoredSchedule } from './types';
import { withContent } from './withContent';

export interface ExportSchedulesOptions {
  schedules: DatabaseScheduleStore;
  runs: DatabaseRunStore;
  planner: RunPlanner;
  integrations: Pick<StorageIntegrations, 'get'>;
  exportRuns: ExportRuns;
  check: CheckDraft;
  takeFromView: TakeFromView;
  /** Keeps a view from being deleted meanwhile; false where it is gone. */
  holdView: (trx: Knex.Transaction, id: string) => Promise<boolean>;
  /** Keeps an integration as it is meanwhile; undefined where it is gone. */
  holdIntegration: (
    trx: Knex.Transaction,
    name: string,
  ) => Promise<StorageIntegration | undefined>;
  clock: () => Date;
}

/** The verbs of export schedules. */
export class ExportSchedules {
  readonly #options: ExportSchedulesOptions;

  constructor(options: ExportSchedulesOptions) {
    this.#options = options;
  }

  list(): Promise<StoredSchedule[]> {
    return this.#options.schedules.list();
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<StoredSchedule> {
    const found = await this.#options.schedules.get(id);
    if (!found) {
      throw new NotFoundError(`There is no export schedule '${id}'`);
    }
    return found;
  }

  /** @throws InputError, or ConflictError where objects would be shared. */
  async create(
    asked: ExportScheduleDraft,
    options: { by: string },
  ): Promise<StoredSchedule> {
    const draft = await this.#options.takeFromView(asked);
    await this.#options.check(draft);
    const now = this.#options.clock();
    const at = now.toISOString();
    const schedule: StoredSchedule = {
      id: randomUUID(),
      owner: options.by,
      ...draft,
      status: 'active',
      statusReason: null,
      failuresInARow: 0,
      exportedTo: '0',
      checkedTo: '0',
      lastRun: 0,
      nextDueAt: nextDueAt(draft, now),
      lastSuccessAt: null,
      lastRunAt: null,
      lastRunStatus: null,
      lastError: null,
      lastManifest: null,
      chain: { number: 1, since: null },
      coveredUntil: null,
      hasFailed: false,
      formatVersion: null,
      createdAt: at,
      updatedAt: at,
      version: 1,
    };
    await this.#options.schedules.alone(async (others, trx) => {
      refuseCollision(draft, others);
      await this.#options.schedules.insert(schedule, trx);
    }, this.#holding(draft));
    return schedule;
  }

  /**
   * Replaces what people wrote. A run that waits or has failed gives way to a
   * new one of the same range.
   *
   * @throws ConflictError where it runs, VersionConflictError where somebody
   * else has changed it.
   */
  async update(
    id: string,
    asked: ExportScheduleDraft,
    version: number,
  ): Promise<{ before: StoredSchedule; after: StoredSchedule }> {
    const { schedules, check, takeFromView } = this.#options;
    const before = await this.get(id);
    requireVersion(before, version);
    const draft = await takeFromView(asked, before);
    await check(draft);
    refuseNewCollision(draft, before, await schedules.list());
    const hadRun = await this.#closeUnfinished(id);
    await schedules.alone(async (others, trx) => {
      refuseNewCollision(draft, before, others);
      await this.#change(
        id,
        (present, now) => {
          requireVersion(present, version);
          return {
            ...withContent(present, draft),
            nextDueAt: hadRun ? now.toISOString() : nextDueAt(draft, now),
          };
        },
        trx,
      );
    }, this.#holding(draft, before));
    return { before, after: await this.get(id) };
  }

  async pause(id: string, reason: string): Promise<StoredSchedule> {
    await this.#change(id, present => {
      if (present.status === 'paused') {
        throw new ConflictError(
          `Export schedule '${present.name}' is paused: expected one that isn't`,
        );
      }
      return { ...present, status: 'paused', statusReason: reason };
    });
    return this.get(id);
  }

  /**
   * Makes a schedule active again. What was not exported meanwhile is exported
   * at once; windows that have passed while it was paused stay out.
   *
   * @throws ConflictError where it is active, or another one that isn't paused
   * could write the same objects.
   */
  async resume(id: string): Promise<StoredSchedule> {
    const { schedules, runs, clock } = this.#options;
    await requireStorage(await this.get(id), this.#options.integrations);
    const change = (present: StoredSchedule, now: Date): StoredSchedule => {
      if (present.status === 'active') {
        throw new ConflictError(
          `Export schedule '${present.name}' is active: expected one that is paused or suspended`,
        );
      }
      return {
        ...present,
        status: 'active',
        statusReason: null,
        failuresInARow: 0,
        ...(present.status === 'paused' && { coveredUntil: null }),
        nextDueAt:
          present.coverage.mode === 'window'
            ? nextDueAt(present, now)
            : now.toISOString(),
      };
    };
    await schedules.alone(async (all, trx) => {
      refuseResumed(id, all);
      await this.#change(id, change, trx);
    });
    const failed = await runs.unfinished(id);
    if (failed?.status === 'failed') {
      await runs.updateUnclaimed(failed, { retryAt: clock().toISOString() });
    }
    return this.get(id);
  }

  async delete(id: string): Promise<StoredSchedule> {
    const schedule = await this.get(id);
    await this.#options.schedules.remove(id);
    return schedule;
  }

  /** Runs a schedule now, whatever its cadence and condition. */
  async sendNow(id: string, by: string): Promise<StoredRun> {
    const { runs, planner } = this.#options;
    const schedule = await this.get(id);
    await this.requireRunnable(schedule);
    const unfinished = await runs.unfinished(id);
    if (unfinished) {
      return this.#options.exportRuns.retry(unfinished.id);
    }
    const run = await planner.planNow(schedule, by);
    if (!run) {
      throw new ConflictError(
        `Export schedule '${schedule.name}' has nothing to export: no event was recorded since its last run`,
      );
    }
    return run;
  }

  /** @throws ConflictError where a run would wait for what nobody does. */
  async requireRunnable(schedule: StoredSchedule): Promise<void> {
    refusePaused(schedule);
    await requireStorage(schedule, this.#options.integrations);
  }

  /** Begins to use a view and an integration before somebody changes them. */
  #holding(draft: OwnedDraft, before?: StoredSchedule) {
    const { holdView, holdIntegration } = this.#options;
    const { viewId } = draft;
    return async (trx: Knex.Transaction) => {
      if (
        viewId !== null &&
        viewId !== before?.viewId &&
        !(await holdView(trx, viewId))
      ) {
        throw noSuchView(viewId);
      }
      const integration = await holdIntegration(trx, draft.integration);
      if (!integration) {
        throw new NotFoundError(
          `There is no storage integration '${draft.integration}'`,
        );
      }
      checkInside(draft, integration);
    };
  }

  /** Closes a run that waits or has failed; says whether there was one. */
  async #closeUnfinished(id: string): Promise<boolean> {
    const run = await this.#options.runs.unfinished(id);
    if (run?.status === 'running') {
      throw new ConflictError(
        `Export schedule '${run.spec.scheduleName}' is running: wait for the run to end, or cancel it`,
      );
    }
    if (run) {
      await this.#options.exportRuns.cancel(run.id);
    }
    return run !== undefined;
  }

  async #change(
    id: string,
    change: (present: StoredSchedule, now: Date) => StoredSchedule,
    trx?: Knex.Transaction,
  ): Promise<void> {
    const now = this.#options.clock();
    const changed = await this.#options.schedules.update(
      id,
      present => ({
        ...change(present, now),
        updatedAt: now.toISOString(),
        version: present.version + 1,
      }),
      trx,
    );
    if (!changed) {
      throw new NotFoundError(`There is no export schedule '${id}'`);
    }
  }
}

function requireVersion(present: StoredSchedule, expected: number): void {
  if (present.version !== expected) {
    throw new VersionConflictError({
      what: `export schedule '${present.name}'`,
      expected,
      present: present.version,
    });
  }
}

function nextDueAt(
  draft: Pick<ExportScheduleDraft, 'cadence' | 'timeZone'>,
  after: Date,
): string {
  return nextTicks(draft.cadence, draft.timeZone, after, 1)[0].toISOString();
}

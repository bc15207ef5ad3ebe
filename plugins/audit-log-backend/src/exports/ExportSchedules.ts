import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  ExportScheduleDraft,
  nextTicks,
} from 'backstage-plugin-audit-log-common';
import { randomUUID } from 'node:crypto';
import { VersionConflictError } from '../concurrency';
import { StorageIntegrations } from '../storage';
import { CheckDraft } from './checkDraft';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { ExportRuns } from './ExportRuns';
import { RunPlanner } from './RunPlanner';
import { StoredRun, StoredSchedule } from './types';

export interface ExportSchedulesOptions {
  schedules: DatabaseScheduleStore;
  runs: DatabaseRunStore;
  planner: RunPlanner;
  integrations: Pick<StorageIntegrations, 'get'>;
  exportRuns: ExportRuns;
  check: CheckDraft;
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

  async create(
    draft: ExportScheduleDraft,
    options: { by: string },
  ): Promise<StoredSchedule> {
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
      createdAt: at,
      updatedAt: at,
      version: 1,
    };
    await this.#options.schedules.insert(schedule);
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
    draft: ExportScheduleDraft,
    version: number,
  ): Promise<{ before: StoredSchedule; after: StoredSchedule }> {
    const before = await this.get(id);
    requireVersion(before, version);
    await this.#options.check(draft, id);
    const hadRun = await this.#closeUnfinished(id);
    const after = await this.#change(id, (present, now) => {
      requireVersion(present, version);
      return {
        ...present,
        ...draft,
        // Of another view, rows may be waiting that were none of the last one.
        checkedTo: present.exportedTo,
        nextDueAt: hadRun ? now.toISOString() : nextDueAt(draft, now),
      };
    });
    return { before, after };
  }

  async pause(id: string, reason: string): Promise<StoredSchedule> {
    return this.#change(id, present => {
      if (present.status === 'paused') {
        throw new ConflictError(
          `Export schedule '${present.name}' is paused: expected one that isn't`,
        );
      }
      return { ...present, status: 'paused', statusReason: reason };
    });
  }

  /**
   * Makes a schedule active again. What was not exported meanwhile is exported
   * at once; windows that have passed while it was paused stay out.
   */
  async resume(id: string): Promise<StoredSchedule> {
    const { integrations, runs, clock } = this.#options;
    const schedule = await this.get(id);
    const integration = await integrations.get(schedule.integration);
    if (integration.status === 'retired') {
      throw new ConflictError(
        `Storage integration '${integration.name}' is retired: expected one that was created after audit logging was enabled`,
      );
    }
    const resumed = await this.#change(id, (present, now) => {
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
        nextDueAt:
          present.coverage.mode === 'window'
            ? nextDueAt(present, now)
            : now.toISOString(),
      };
    });
    const failed = await runs.unfinished(id);
    if (failed?.status === 'failed') {
      await runs.updateUnclaimed(failed, { retryAt: clock().toISOString() });
    }
    return resumed;
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
  ): Promise<StoredSchedule> {
    const now = this.#options.clock();
    const changed = await this.#options.schedules.update(id, present => ({
      ...change(present, now),
      updatedAt: now.toISOString(),
      version: present.version + 1,
    }));
    if (!changed) {
      throw new NotFoundError(`There is no export schedule '${id}'`);
    }
    return this.get(id);
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

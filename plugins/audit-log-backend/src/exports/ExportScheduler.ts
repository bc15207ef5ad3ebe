import { LoggerService } from '@backstage/backend-plugin-api';
import { latestTick } from 'backstage-plugin-audit-log-common';
import { randomUUID } from 'node:crypto';
import { AttemptResult, cancel, fail, skip, succeed } from './attemptResults';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { sha256OfText } from './digest';
import { ExportRunner } from './ExportRunner';
import { ClaimLostError, RunCanceledError, RunClaim } from './RunClaim';
import { RunPlanner } from './RunPlanner';
import { ExportListener, StoredRun, StoredSchedule } from './types';

export interface ExportSchedulerOptions {
  schedules: DatabaseScheduleStore;
  runs: DatabaseRunStore;
  planner: RunPlanner;
  runner: ExportRunner;
  /** Whether audit logging is enabled; nothing runs while it isn't. */
  isEnabled: () => Promise<boolean>;
  clock: () => Date;
  logger: LoggerService;
  onNews?: ExportListener;
  /** Runs that this replica carries out at the same time. */
  maxConcurrent?: number;
  /** How long a replica that died keeps its run from others. */
  leaseMs?: number;
  heartbeatMs?: number;
}

/**
 * Plans what is due and carries it out, in every replica at once.
 *
 * @remarks
 * `tick` is called every few seconds. Each step is a compare-and-set in the
 * database, so that replicas share the work: one plans a run, one claims it.
 * A replica that dies loses its claim when the lease ends, and another one
 * repeats the attempt, with the same bytes under the same name.
 */
export class ExportScheduler {
  readonly #options: Required<ExportSchedulerOptions>;
  readonly #replica = randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #claims = new Set<RunClaim>();
  #isStopping = false;

  constructor(options: ExportSchedulerOptions) {
    const {
      onNews = () => {},
      maxConcurrent = 2,
      leaseMs = 60_000,
      heartbeatMs = 5_000,
      ...others
    } = options;
    this.#options = { ...others, onNews, maxConcurrent, leaseMs, heartbeatMs };
  }

  /**
   * Plans and claims; resolves before what it started is done. While audit
   * logging isn't enabled, what is under way is given up, to go on afterwards.
   */
  async tick(): Promise<void> {
    if (this.#isStopping) {
      return;
    }
    if (!(await this.#options.isEnabled())) {
      this.#giveUp('Audit logging is disabled');
      return;
    }
    await this.#plan();
    await this.#wakeFailed();
    await this.#claim();
  }

  /** Resolves when nothing that this replica started is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.allSettled(this.#running.values());
    }
  }

  /** Gives up what is under way, for another replica to go on with. */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#giveUp('This replica is shutting down');
    await this.idle();
  }

  #giveUp(reason: string): void {
    for (const claim of this.#claims) {
      claim.abort(new ClaimLostError(reason));
    }
  }

  async #plan(): Promise<void> {
    const { schedules, planner, runs, clock, logger } = this.#options;
    for (const schedule of await schedules.listDue(clock())) {
      try {
        if (!(await runs.unfinished(schedule.id))) {
          await planner.planDue(schedule);
        }
      } catch (error) {
        logger.error(
          `Export schedule '${schedule.name}' could not be planned`,
          error as Error,
        );
      }
    }
  }

  /** A run that failed is tried again at each tick of its schedule. */
  async #wakeFailed(): Promise<void> {
    const { schedules, runs, clock } = this.#options;
    const now = clock();
    for (const schedule of await schedules.list({ status: 'active' })) {
      if (schedule.lastRunStatus !== 'failed') {
        continue;
      }
      const run = await runs.unfinished(schedule.id);
      const tick = latestTick(schedule.cadence, schedule.timeZone, now);
      const isDue =
        run?.status === 'failed' &&
        run.retryAt === null &&
        tick &&
        tick.toISOString() > (run.finishedAt ?? '');
      if (isDue) {
        await runs.updateUnclaimed(run, { retryAt: now.toISOString() });
      }
    }
  }

  async #claim(): Promise<void> {
    const { runs, schedules, clock, leaseMs, maxConcurrent } = this.#options;
    for (const open of await runs.listClaimable(clock())) {
      if (this.#running.size >= maxConcurrent || this.#isStopping) {
        return;
      }
      const schedule = await schedules.get(open.scheduleId);
      const isHeld = open.status === 'failed' && schedule?.status !== 'active';
      if (!schedule || isHeld || this.#running.has(open.id)) {
        continue;
      }
      const at = clock();
      const run = await runs.claim(open, {
        by: this.#replica,
        at,
        until: new Date(at.getTime() + leaseMs),
      });
      if (run) {
        const work = this.#carryOut(run, schedule).finally(() =>
          this.#running.delete(run.id),
        );
        this.#running.set(run.id, work);
      }
    }
  }

  async #carryOut(run: StoredRun, schedule: StoredSchedule): Promise<void> {
    const { runs, runner, clock, logger, leaseMs, heartbeatMs } = this.#options;
    const claim = new RunClaim(
      {
        store: runs,
        runId: run.id,
        by: this.#replica,
        leaseMs,
        heartbeatMs,
        clock,
      },
      run,
    );
    this.#claims.add(claim);
    const hadFailed = run.error !== null;
    try {
      const outcome = await runner.attempt(run, schedule, claim);
      await claim.end();
      const result =
        outcome === 'skipped'
          ? skip(run, clock())
          : succeed(run, clock(), sha256OfText(run.manifest ?? ''));
      await this.#finish(result, hadFailed);
    } catch (thrown) {
      await claim.end();
      const error = claim.signal.aborted ? claim.signal.reason : thrown;
      if (error instanceof ClaimLostError) {
        logger.info(`Run '${run.id}' was left to another replica: ${error}`);
        await runs.release(run.id, this.#replica);
        return;
      }
      const result =
        error instanceof RunCanceledError
          ? cancel(run, clock())
          : fail(run, clock(), error);
      await this.#finish(result, hadFailed).catch(reason =>
        logger.error(`The end of run '${run.id}' was not noted`, reason),
      );
    } finally {
      this.#claims.delete(claim);
    }
  }

  async #finish(result: AttemptResult, hadFailed: boolean): Promise<void> {
    const { runs, schedules, onNews } = this.#options;
    const { run } = result;
    let before: StoredSchedule | undefined;
    const after = await runs.transaction(async trx => {
      const next = await schedules.update(
        run.scheduleId,
        present => {
          before = present;
          return result.schedule(present);
        },
        trx,
      );
      if (!(await runs.updateClaimed(run, this.#replica, trx))) {
        throw new ClaimLostError(`Run '${run.id}' was taken`);
      }
      return next;
    });
    if (after && before && run.status === 'failed') {
      onNews({
        kind: 'run-failed',
        schedule: after,
        run,
        suspended: after.status === 'suspended' && before.status === 'active',
      });
    } else if (after && before && run.status === 'succeeded') {
      onNews({
        kind: 'run-succeeded',
        schedule: after,
        run,
        // Resuming a suspended schedule has set its count to 0.
        recovered: hadFailed || before.failuresInARow > 0,
      });
    }
  }
}

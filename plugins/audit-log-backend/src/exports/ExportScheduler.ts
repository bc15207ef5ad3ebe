import { LoggerService } from '@backstage/backend-plugin-api';
import { latestTick } from 'backstage-plugin-audit-log-common';
import { randomUUID } from 'node:crypto';
import { AttemptResult, cancel, fail, skip, succeed } from './attemptResults';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { sha256OfText } from './digest';
import { ExportRunner } from './ExportRunner';
import { finishRun } from './finishRun';
import { ClaimLostError, RunCanceledError, RunClaim } from './RunClaim';
import { RunPlanner } from './RunPlanner';
import { untilStopped } from '../ticks';
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
  /**
   * Runs that this replica carries out at the same time. One whose storage
   * hangs isn't counted: it does nothing.
   */
  maxConcurrent?: number;
  /** Of these, those that write to the same storage integration. */
  maxOfIntegration?: number;
  /** How long a replica that died keeps its run from others. */
  leaseMs?: number;
  heartbeatMs?: number;
}

/** A run that this replica carries out. */
interface RunUnderWay {
  integration: string;
  claim: RunClaim;
  work: Promise<void>;
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
  readonly #running = new Map<string, RunUnderWay>();
  #isStopping = false;

  constructor(options: ExportSchedulerOptions) {
    const {
      onNews = () => {},
      maxConcurrent = 4,
      maxOfIntegration = 2,
      leaseMs = 60_000,
      // Its progress is what people watch.
      heartbeatMs = 1_000,
      ...others
    } = options;
    this.#options = {
      ...others,
      onNews,
      maxConcurrent,
      maxOfIntegration,
      leaseMs,
      heartbeatMs,
    };
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
    // What can't be planned keeps nothing that is planned from its storage.
    const failures: unknown[] = [];
    for (const step of [
      () => this.#plan(),
      () => this.#wakeFailed(),
      () => this.#claim(),
    ]) {
      await step().catch(error => failures.push(error));
    }
    if (failures.length > 0) {
      throw failures[0];
    }
  }

  /** Resolves when nothing that this replica started is under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) {
      await Promise.allSettled(
        [...this.#running.values()].map(({ work }) => work),
      );
    }
  }

  /**
   * Gives up what is under way, for another replica to go on with. Waits 5 s
   * for it at most: what doesn't end loses its claim to another replica.
   */
  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#giveUp('This replica is shutting down');
    await untilStopped(this.idle());
  }

  #giveUp(reason: string): void {
    for (const { claim } of this.#running.values()) {
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
    const { schedules, logger } = this.#options;
    for (const schedule of await schedules.list({ status: 'active' })) {
      if (schedule.lastRunStatus === 'failed') {
        await this.#wake(schedule).catch(error =>
          logger.error(
            `The failed run of export schedule '${schedule.name}' could not be woken`,
            error,
          ),
        );
      }
    }
  }

  async #wake(schedule: StoredSchedule): Promise<void> {
    const { runs, clock } = this.#options;
    const now = clock();
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

  async #claim(): Promise<void> {
    const { runs, clock, logger } = this.#options;
    const open = await runs.listClaimable(clock());
    // What may fail again doesn't keep waiting what was never tried.
    open.sort((a, b) => Math.sign(a.attempt) - Math.sign(b.attempt));
    for (const run of open) {
      if (this.#hasRoomFor(run)) {
        await this.#take(run).catch(error =>
          logger.error(`Run '${run.id}' could not be claimed`, error),
        );
      }
    }
  }

  /** A storage that hangs uses up what is its own, and nothing else. */
  #hasRoomFor({ id, spec }: StoredRun): boolean {
    const { maxConcurrent, maxOfIntegration } = this.#options;
    const underWay = [...this.#running.values()];
    return (
      !this.#isStopping &&
      !this.#running.has(id) &&
      underWay.filter(({ integration }) => integration === spec.integration)
        .length < maxOfIntegration &&
      underWay.filter(({ claim }) => !claim.isHanging).length < maxConcurrent
    );
  }

  async #take(open: StoredRun): Promise<void> {
    const { runs, schedules, clock, leaseMs, heartbeatMs } = this.#options;
    const schedule = await schedules.get(open.scheduleId);
    const isHeld = open.status === 'failed' && schedule?.status !== 'active';
    if (!schedule || isHeld) {
      return;
    }
    const at = clock();
    const run = await runs.claim(open, {
      by: this.#replica,
      at,
      until: new Date(at.getTime() + leaseMs),
    });
    if (!run) {
      return;
    }
    if (this.#isStopping) {
      await runs.release(run.id, this.#replica);
      return;
    }
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
    const work = this.#carryOut(run, schedule, claim).finally(() =>
      this.#running.delete(run.id),
    );
    const { integration } = run.spec;
    this.#running.set(run.id, { integration, claim, work });
  }

  async #carryOut(
    run: StoredRun,
    schedule: StoredSchedule,
    claim: RunClaim,
  ): Promise<void> {
    const { runs, runner, clock, logger } = this.#options;
    try {
      const outcome = await runner.attempt(run, schedule, claim);
      await claim.end();
      const result =
        outcome === 'skipped'
          ? skip(run, clock())
          : succeed(run, clock(), sha256OfText(run.manifest ?? ''));
      await this.#finish(result);
    } catch (thrown) {
      await claim.end();
      const error = claim.signal.aborted ? claim.signal.reason : thrown;
      if (error instanceof ClaimLostError) {
        logger.info(`Run '${run.id}' was left to another replica: ${error}`);
        // Where the database is away, too, the end of the lease releases it.
        await runs.release(run.id, this.#replica).catch(() => {});
        return;
      }
      const result =
        error instanceof RunCanceledError
          ? cancel(run, clock())
          : fail(run, clock(), error);
      await this.#finish(result).catch(reason =>
        logger.error(`The end of run '${run.id}' was not noted`, reason),
      );
    }
  }

  #finish(result: AttemptResult): Promise<void> {
    return finishRun(result, {
      ...this.#options,
      by: this.#replica,
    });
  }
}

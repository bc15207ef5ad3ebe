import {
  ExportRunTrigger,
  exportFormatVersions,
  latestTick,
  manifestDestination,
  nextTicks,
  renderDestination,
  windowStart,
} from 'backstage-plugin-audit-log-common';
import { randomUUID } from 'node:crypto';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { firstSince } from './firstSince';
import { EventSource, StoredRun, StoredSchedule } from './types';
import { planRange } from './windows';

/**
 * How long after the end of a window it is planned: appends that were under
 * way when it ended have been committed by then.
 */
const settleMs = 30_000;

const HOUR_MS = 3_600_000;

export interface RunPlannerOptions {
  schedules: DatabaseScheduleStore;
  runs: DatabaseRunStore;
  source: EventSource;
  /** Longest range of one incremental run. */
  maxSequences: bigint;
  clock: () => Date;
}

/** The instants that a due schedule's next run and next tick follow from. */
interface Due {
  trigger: ExportRunTrigger;
  requestedBy: string | null;
  dueAt: Date;
  /** When the schedule is due again, unless more is left. */
  nextDueAt: string | null;
}

/** Freezes the ranges of runs. */
export class RunPlanner {
  readonly #options: RunPlannerOptions;

  constructor(options: RunPlannerOptions) {
    this.#options = options;
  }

  /**
   * Plans the run of a schedule that is due, unless one is unfinished.
   *
   * @remarks
   * Missed ticks are caught up: by one run for coverages that begin where the
   * last one ended or at the start, by one run for each missed window.
   */
  async planDue(schedule: StoredSchedule): Promise<StoredRun | undefined> {
    const { clock } = this.#options;
    const { cadence, timeZone, coverage } = schedule;
    const now = clock();
    const planned = new Date(schedule.nextDueAt ?? now);
    if (coverage.mode === 'window') {
      if (planned.getTime() + settleMs > now.getTime()) {
        return undefined;
      }
      const [next] = nextTicks(cadence, timeZone, planned, 1);
      return this.#plan(schedule, {
        trigger: 'schedule',
        requestedBy: null,
        dueAt: planned,
        nextDueAt: next.toISOString(),
      });
    }
    const [next] = nextTicks(cadence, timeZone, now, 1);
    return this.#plan(schedule, {
      trigger: 'schedule',
      requestedBy: null,
      dueAt: latestTick(cadence, timeZone, now) ?? planned,
      nextDueAt: next.toISOString(),
    });
  }

  /** Plans a run that a person asked for. */
  planNow(
    schedule: StoredSchedule,
    requestedBy: string,
  ): Promise<StoredRun | undefined> {
    const settle = schedule.coverage.mode === 'window' ? settleMs : 0;
    return this.#plan(schedule, {
      trigger: 'manual',
      requestedBy,
      dueAt: new Date(this.#options.clock().getTime() - settle),
      nextDueAt: schedule.nextDueAt,
    });
  }

  async #plan(
    schedule: StoredSchedule,
    due: Due,
  ): Promise<StoredRun | undefined> {
    const { schedules, runs, source, clock } = this.#options;
    const head = (await source.completeTo()).sequence;
    const windowFrom = windowFromOf(schedule, due);
    const range = await planRange({
      coverage: schedule.coverage,
      windowFrom,
      exportedTo: schedule.exportedTo,
      head,
      dueAt: due.dueAt,
      maxSequences: this.#options.maxSequences,
      firstSince: instant => firstSince(source, head, instant),
      lastBefore: instant => source.lastBefore(instant),
    });
    return runs.transaction(async trx => {
      let run: StoredRun | undefined;
      await schedules.update(
        schedule.id,
        present => {
          const isStale =
            present.lastRun !== schedule.lastRun ||
            present.version !== schedule.version ||
            present.exportedTo !== schedule.exportedTo;
          if (isStale) {
            return present;
          }
          if (!range) {
            return { ...present, nextDueAt: due.nextDueAt };
          }
          const chain = {
            number: present.chain.number,
            since: present.chain.since ?? range.fromSequence,
          };
          run = newRun({
            ...{ schedule: present, due, range, chain, windowFrom },
            at: clock(),
          });
          return {
            ...present,
            chain,
            lastRun: run.number,
            nextDueAt: range.more ? present.nextDueAt : due.nextDueAt,
          };
        },
        trx,
      );
      if (run) {
        if (await runs.unfinished(schedule.id, trx)) {
          // Another replica has planned meanwhile.
          await trx.rollback();
          return undefined;
        }
        await runs.insert(run, trx);
      }
      return run;
    });
  }
}

/**
 * Where the window of a run begins: windows as long as a step of the cadence
 * begin where the last one ended, also after the cadence was changed.
 */
function windowFromOf(schedule: StoredSchedule, due: Due): Date | undefined {
  const { cadence, timeZone, coverage, coveredUntil } = schedule;
  if (coverage.mode !== 'window') {
    return undefined;
  }
  const { hours } = coverage;
  const { dueAt } = due;
  if (due.trigger === 'manual') {
    return new Date(dueAt.getTime() - hours * HOUR_MS);
  }
  const { start, tiles } = windowStart(cadence, timeZone, { hours, dueAt });
  return tiles && coveredUntil !== null && coveredUntil < dueAt.toISOString()
    ? new Date(coveredUntil)
    : start;
}

function newRun(options: {
  schedule: StoredSchedule;
  due: Due;
  range: { fromSequence: string; toSequence: string };
  at: Date;
  chain: { number: number; since: string };
  windowFrom: Date | undefined;
}): StoredRun {
  const { schedule, due, range, at, chain, windowFrom } = options;
  const number = schedule.lastRun + 1;
  const dueAt = due.dueAt.toISOString();
  const frozenAt = at.toISOString();
  const { fromSequence, toSequence } = range;
  const destination = renderDestination(schedule, {
    run: number,
    fromSequence,
    toSequence,
    dueAt,
    frozenAt,
  });
  return {
    id: randomUUID(),
    scheduleId: schedule.id,
    number,
    trigger: due.trigger,
    requestedBy: due.requestedBy,
    status: 'queued',
    phase: 'object',
    attempt: 0,
    dueAt,
    frozenAt,
    fromSequence,
    toSequence,
    spec: {
      scheduleName: schedule.name,
      integration: schedule.integration,
      query: schedule.query,
      output: schedule.output,
      formatVersion:
        schedule.formatVersion ?? exportFormatVersions[schedule.output.format],
      coverage: schedule.coverage,
      condition:
        due.trigger === 'manual' ? { type: 'always' } : schedule.condition,
      timeZone: schedule.timeZone,
      view: schedule.viewId
        ? { id: schedule.viewId, version: schedule.viewVersion }
        : null,
      chain,
      ...(windowFrom && {
        window: { from: windowFrom.toISOString(), to: dueAt },
      }),
    },
    destination,
    manifestDestination: manifestDestination(destination),
    manifest: null,
    rows: 0,
    bytes: 0,
    reachedSequence: String(BigInt(fromSequence) - 1n),
    sha256: null,
    error: null,
    errorKind: null,
    startedAt: null,
    finishedAt: null,
    retryAt: null,
    claimedUntil: null,
    cancelRequested: false,
  };
}

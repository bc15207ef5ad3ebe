import { ConflictError, NotFoundError } from '@backstage/errors';
import { DatabaseRunStore } from './DatabaseRunStore';
import { DatabaseScheduleStore } from './DatabaseScheduleStore';
import { leaveWindowOpen } from './leaveWindowOpen';
import { StoredRun } from './types';

export interface ExportRunsOptions {
  runs: DatabaseRunStore;
  schedules: DatabaseScheduleStore;
  clock: () => Date;
}

/** The verbs of runs. */
export class ExportRuns {
  readonly #options: ExportRunsOptions;

  constructor(options: ExportRunsOptions) {
    this.#options = options;
  }

  /** Runs of a schedule, newest first. */
  async list(
    scheduleId: string,
    page: { below?: number; limit: number },
  ): Promise<StoredRun[]> {
    return this.#options.runs.list({ scheduleId, ...page });
  }

  /** @throws NotFoundError */
  async get(id: string): Promise<StoredRun> {
    const run = await this.#options.runs.get(id);
    if (!run) {
      throw new NotFoundError(`There is no export run '${id}'`);
    }
    return run;
  }

  /** Tries a run that failed again, with the same range. */
  async retry(id: string): Promise<StoredRun> {
    const run = await this.get(id);
    const queued = { status: 'queued', retryAt: null } as const;
    const isQueued =
      run.status === 'failed' &&
      (await this.#options.runs.updateUnclaimed(run, queued));
    if (!isQueued) {
      throw new ConflictError(
        `Export run '${id}' is ${run.status}: expected one that failed`,
      );
    }
    return this.get(id);
  }

  /** Stops a run that waits, runs or has failed; its range stays to be done. */
  async cancel(id: string): Promise<StoredRun> {
    const run = await this.get(id);
    if (run.status === 'queued' || run.status === 'failed') {
      await this.#close(run);
    } else if (!(await this.#options.runs.requestCancel(id))) {
      throw finished(run);
    }
    return this.get(id);
  }

  /** @throws ConflictError where a replica has it by now. */
  async #close(run: StoredRun): Promise<void> {
    const { runs, schedules, clock } = this.#options;
    const change = {
      status: 'canceled' as const,
      finishedAt: clock().toISOString(),
      retryAt: null,
    };
    await runs.transaction(async trx => {
      await schedules.update(
        run.scheduleId,
        present => leaveWindowOpen(run, present),
        trx,
      );
      if (!(await runs.updateUnclaimed(run, change, trx))) {
        throw finished(run);
      }
    });
  }
}

function finished({ id, status }: StoredRun): ConflictError {
  return new ConflictError(
    `Export run '${id}' is ${status}: expected one that is not finished`,
  );
}

import { ConflictError, NotFoundError } from '@backstage/errors';
import { DatabaseRunStore } from './DatabaseRunStore';
import { StoredRun } from './types';

/** The verbs of runs. */
export class ExportRuns {
  readonly #options: { runs: DatabaseRunStore; clock: () => Date };

  constructor(options: { runs: DatabaseRunStore; clock: () => Date }) {
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
    const { runs, clock } = this.#options;
    const run = await this.get(id);
    const isStopped =
      run.status === 'running'
        ? await runs.requestCancel(id)
        : ['queued', 'failed'].includes(run.status) &&
          (await runs.updateUnclaimed(run, {
            status: 'canceled',
            finishedAt: clock().toISOString(),
            retryAt: null,
          }));
    if (!isStopped) {
      throw new ConflictError(
        `Export run '${id}' is ${run.status}: expected one that is not finished`,
      );
    }
    return this.get(id);
  }
}

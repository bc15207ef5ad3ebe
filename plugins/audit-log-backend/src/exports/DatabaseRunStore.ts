import { Knex } from 'knex';
import {
  RUNS_TABLE,
  RunRow,
  runFromRow,
  runToRow,
  unfinishedStatuses,
} from './runRows';
import { RunProgress, StoredRun } from './types';

/** Where runs are kept, and claimed by one replica at a time. */
export class DatabaseRunStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    return this.#knex.transaction(work);
  }

  async get(id: string): Promise<StoredRun | undefined> {
    const row = await this.#knex<RunRow>(RUNS_TABLE).where('id', id).first();
    return row && runFromRow(row);
  }

  /** The runs of a schedule, newest first, below a number. */
  async list(options: {
    scheduleId: string;
    below?: number;
    limit: number;
  }): Promise<StoredRun[]> {
    const query = this.#knex<RunRow>(RUNS_TABLE)
      .where('schedule_id', options.scheduleId)
      .orderBy('number', 'desc')
      .limit(options.limit);
    if (options.below !== undefined) {
      query.where('number', '<', options.below);
    }
    return (await query).map(runFromRow);
  }

  /** The newest run whose object and manifest are there. */
  async latestSuccess(scheduleId: string): Promise<StoredRun | undefined> {
    const row = await this.#knex<RunRow>(RUNS_TABLE)
      .where({ schedule_id: scheduleId, status: 'succeeded' })
      .orderBy('number', 'desc')
      .first();
    return row && runFromRow(row);
  }

  async unfinished(
    scheduleId: string,
    trx: Knex = this.#knex,
  ): Promise<StoredRun | undefined> {
    const row = await trx<RunRow>(RUNS_TABLE)
      .where('schedule_id', scheduleId)
      .whereIn('status', unfinishedStatuses)
      .first();
    return row && runFromRow(row);
  }

  /** Runs that wait for a replica, or whose replica has gone. */
  async listClaimable(at: Date): Promise<StoredRun[]> {
    const rows = await this.#claimable(this.#knex(RUNS_TABLE), at)
      .orderBy('due_at')
      .orderBy('number');
    return (rows as RunRow[]).map(runFromRow);
  }

  async insert(run: StoredRun, trx: Knex.Transaction): Promise<void> {
    await trx(RUNS_TABLE).insert(runToRow(run));
  }

  /**
   * Takes a run for a replica until `until`.
   *
   * @returns undefined where another replica was faster.
   */
  async claim(
    run: StoredRun,
    options: { by: string; at: Date; until: Date },
  ): Promise<StoredRun | undefined> {
    const startedAt = options.at.toISOString();
    const claimed = await this.#claimable(
      this.#knex(RUNS_TABLE).where({ id: run.id, attempt: run.attempt }),
      options.at,
    ).update({
      status: 'running',
      attempt: run.attempt + 1,
      claimed_by: options.by,
      claimed_until: options.until.toISOString(),
      started_at: startedAt,
      finished_at: null,
      retry_at: null,
    });
    return claimed === 1 ? this.get(run.id) : undefined;
  }

  /**
   * Notes how far a run has come and keeps it for its replica.
   *
   * @returns undefined where the run isn't this replica's any more, else
   * whether somebody wants it canceled.
   */
  async heartbeat(
    id: string,
    options: { by: string; until: Date; progress: RunProgress },
  ): Promise<{ cancelRequested: boolean } | undefined> {
    const { by, until, progress } = options;
    const kept = await this.#knex(RUNS_TABLE)
      .where({ id, claimed_by: by, status: 'running' })
      .update({
        claimed_until: until.toISOString(),
        rows: progress.rows,
        bytes: progress.bytes,
        reached_sequence: progress.reachedSequence,
      });
    if (kept !== 1) {
      return undefined;
    }
    const run = await this.get(id);
    return { cancelRequested: run?.cancelRequested ?? false };
  }

  /**
   * Changes a run that a replica has claimed.
   *
   * @returns false where it isn't this replica's any more.
   */
  async updateClaimed(
    run: StoredRun,
    by: string,
    trx: Knex = this.#knex,
  ): Promise<boolean> {
    const { cancel_requested: _, ...row } = runToRow(run);
    const changed = await trx(RUNS_TABLE)
      .where({ id: run.id, claimed_by: by, status: 'running' })
      .update({
        ...row,
        ...(run.status !== 'running' && {
          claimed_by: null,
          claimed_until: null,
        }),
      });
    return changed === 1;
  }

  /** Changes a run that no replica has claimed; false where one has. */
  async updateUnclaimed(
    run: StoredRun,
    change: Partial<StoredRun>,
    trx: Knex = this.#knex,
  ): Promise<boolean> {
    const changed = await trx(RUNS_TABLE)
      .where({ id: run.id, attempt: run.attempt, status: run.status })
      .whereNot('status', 'running')
      .update(runToRow({ ...run, ...change }));
    return changed === 1;
  }

  /** Lets another replica take the run at once, if this one still has it. */
  async release(id: string, by: string): Promise<void> {
    await this.#knex(RUNS_TABLE)
      .where({ id, claimed_by: by, status: 'running' })
      .update({ claimed_until: new Date(0).toISOString() });
  }

  /** Asks the replica that has the run to stop; false where it doesn't run. */
  async requestCancel(id: string): Promise<boolean> {
    const changed = await this.#knex(RUNS_TABLE)
      .where({ id, status: 'running' })
      .update({ cancel_requested: true });
    return changed === 1;
  }

  #claimable(query: Knex.QueryBuilder, at: Date): Knex.QueryBuilder {
    const instant = at.toISOString();
    return query.where(open =>
      open
        .where('status', 'queued')
        .orWhere(failed =>
          failed.where('status', 'failed').where('retry_at', '<=', instant),
        )
        .orWhere(left =>
          left.where('status', 'running').where('claimed_until', '<', instant),
        ),
    );
  }
}

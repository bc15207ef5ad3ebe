import { Knex } from 'knex';
import { isPostgres, lockTable } from '../concurrency';
import {
  LatestRunColumns,
  SCHEDULES_TABLE,
  ScheduleRow,
  scheduleFromRow,
  scheduleToRow,
} from './scheduleRows';
import { StoredSchedule } from './types';

type Filter = Partial<Pick<ScheduleRow, 'id' | 'integration' | 'status'>>;

/** Where export schedules are kept. */
export class DatabaseScheduleStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Schedules by name, with what became of their latest run. */
  async list(
    filter: Filter = {},
    knex: Knex = this.#knex,
  ): Promise<StoredSchedule[]> {
    const rows = await knex<ScheduleRow>({ s: SCHEDULES_TABLE })
      .leftJoin({ r: 'audit_log_export_runs' }, join =>
        join
          .on('r.schedule_id', '=', 's.id')
          .andOn('r.number', '=', 's.last_run'),
      )
      .where(
        Object.fromEntries(
          Object.entries(filter).map(([name, value]) => [`s.${name}`, value]),
        ),
      )
      .orderBy(['s.name', 's.id'])
      .select('s.*', {
        run_at: this.#knex.raw('coalesce(r.finished_at, r.started_at)'),
        run_status: 'r.status',
        run_error: 'r.error',
      });
    return (rows as (ScheduleRow & LatestRunColumns)[]).map(scheduleFromRow);
  }

  async get(id: string): Promise<StoredSchedule | undefined> {
    const [found] = await this.list({ id });
    return found;
  }

  /** Active schedules that are due. */
  async listDue(at: Date): Promise<StoredSchedule[]> {
    const rows = await this.#knex<ScheduleRow>(SCHEDULES_TABLE)
      .where('status', 'active')
      .where('next_due_at', '<=', at.toISOString())
      .orderBy('next_due_at');
    return rows.map(row => scheduleFromRow(row));
  }

  async insert(
    schedule: StoredSchedule,
    transaction: Knex.Transaction,
  ): Promise<void> {
    await transaction(SCHEDULES_TABLE).insert(scheduleToRow(schedule));
  }

  /**
   * Does what depends on all schedules while nobody adds or changes one; in
   * SQLite nobody else writes while a transaction does. `first` is done before
   * others have to wait.
   */
  async alone(
    work: (all: StoredSchedule[], trx: Knex.Transaction) => Promise<void>,
    first?: (trx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    await this.#knex.transaction(async trx => {
      await first?.(trx);
      await this.lock(trx);
      await work(await this.list({}, trx), trx);
    });
  }

  /** Lets nobody else add or change a schedule until the transaction ends. */
  lock(trx: Knex.Transaction): Promise<void> {
    return lockTable(trx, SCHEDULES_TABLE);
  }

  /**
   * Stores what `change` makes of a schedule, while nobody else changes it.
   *
   * @returns undefined where there is no such schedule.
   */
  async update(
    id: string,
    change: (present: StoredSchedule) => StoredSchedule,
    transaction?: Knex.Transaction,
  ): Promise<StoredSchedule | undefined> {
    const work = async (trx: Knex.Transaction) => {
      const query = trx<ScheduleRow>(SCHEDULES_TABLE).where('id', id).first();
      const row = await (isPostgres(trx) ? query.forUpdate() : query);
      if (!row) {
        return undefined;
      }
      const next = change(scheduleFromRow(row));
      await trx(SCHEDULES_TABLE).where('id', id).update(scheduleToRow(next));
      return next;
    };
    return transaction
      ? work(transaction)
      : this.#knex.transaction(trx => work(trx));
  }

  async remove(id: string, knex: Knex = this.#knex): Promise<boolean> {
    return (await knex(SCHEDULES_TABLE).where('id', id).delete()) === 1;
  }
}

import { Knex } from 'knex';

const TABLE = 'audit_log_removal_warning';
const ID = 1;

/**
 * Remembers why nobody could be warned of what is removed, for all replicas:
 * each run of retention is made by another one, and each of them is asked how
 * the log is doing.
 */
export class RemovalWarning {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Undefined where the last run could warn. */
  async note(problem: string | undefined): Promise<void> {
    if (problem === undefined) {
      await this.#knex(TABLE).delete();
      return;
    }
    await this.#knex(TABLE)
      .insert({ id: ID, problem })
      .onConflict('id')
      .merge(['problem']);
  }

  async problem(): Promise<string | undefined> {
    const row = await this.#knex<{ id: number; problem: string }>(TABLE)
      .where('id', ID)
      .first();
    return row?.problem;
  }
}

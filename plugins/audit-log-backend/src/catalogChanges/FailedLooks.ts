import { toError } from '@backstage/errors';
import { Knex } from 'knex';

const TABLE = 'audit_log_catalog_failure';
const ID = 1;
const LONGEST_MESSAGE = 500;

interface FailureRow {
  id: number;
  failed_since: Date | string | number;
  failure: string;
}

/**
 * Remembers that looks at the catalog fail, for all replicas: each look is made
 * by another one, and each of them is asked how the log is doing.
 */
export class FailedLooks {
  readonly #knex: Knex;
  readonly #clock: () => Date;

  constructor(options: { knex: Knex; clock: () => Date }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  /** Makes a look, and notes whether it failed. Rejects as the look does. */
  async watch(look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      await this.#failed(toError(error).message);
      throw error;
    }
    await this.#knex(TABLE).delete();
  }

  /** What is wrong, in one sentence; undefined where the last look went well. */
  async problem(): Promise<string | undefined> {
    const row = await this.#knex<FailureRow>(TABLE).where('id', ID).first();
    return (
      row &&
      `Changes of the catalog are not recorded: looking at it has failed since ${new Date(
        row.failed_since,
      ).toISOString()}: ${row.failure}`
    );
  }

  async #failed(message: string): Promise<void> {
    const failure = message.slice(0, LONGEST_MESSAGE);
    await this.#knex(TABLE)
      .insert({ id: ID, failed_since: this.#clock(), failure })
      .onConflict('id')
      .merge(['failure']);
  }
}

import { Knex } from 'knex';

const TABLE = 'audit_log_notices';

/** Remembers which notices were sent, so that each is sent once. */
export class NoticeLedger {
  readonly #knex: Knex;
  readonly #clock: () => Date;

  constructor(options: { knex: Knex; clock: () => Date }) {
    this.#knex = options.knex;
    this.#clock = options.clock;
  }

  /** Whether it was claimed: cheaper than to try at every look. */
  async has(notice: string): Promise<boolean> {
    return (await this.#knex(TABLE).where({ notice }).first()) !== undefined;
  }

  /** Resolves to true for the first of all callers in all replicas. */
  async claim(notice: string): Promise<boolean> {
    const inserted = await this.#knex(TABLE)
      .insert({ notice, sent_at: this.#clock().toISOString() })
      .onConflict('notice')
      .ignore()
      .returning('notice');
    return inserted.length > 0;
  }
}

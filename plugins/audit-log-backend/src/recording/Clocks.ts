import { Knex } from 'knex';
import { CLOCKS_TOLERATED_MS } from '../ingest';
import { EventStore } from '../store';
import { lengthOf } from './lengthOf';

/** An answer that took longer tells nothing about the clock of who gave it. */
const MAX_TRIP_MS = 2_000;

/**
 * Compares the clock of this process with that of the database, which all
 * replicas share, and with the time that the log has come to.
 */
export class Clocks {
  readonly #knex: Knex;
  readonly #store: Pick<EventStore, 'completeTo'>;
  readonly #clock: () => Date;
  /** By how much the database is ahead of this process. */
  #databaseAheadMs = 0;
  #logAheadMs = 0;
  #logTime = '';

  constructor(options: {
    knex: Knex;
    store: Pick<EventStore, 'completeTo'>;
    clock: () => Date;
  }) {
    this.#knex = options.knex;
    this.#store = options.store;
    this.#clock = options.clock;
  }

  /** What the clock of the database says now, as far as it is known. */
  now(): Date {
    return new Date(this.#clock().getTime() + this.#databaseAheadMs);
  }

  /** Looks at the others. */
  async look(): Promise<void> {
    const { time } = await this.#store.completeTo();
    this.#logTime = time ?? '';
    this.#logAheadMs = time ? Date.parse(time) - this.#clock().getTime() : 0;
    await this.#lookAtDatabase();
  }

  /** One sentence for each that disagrees. */
  problems(): string[] {
    const ahead = this.#databaseAheadMs;
    return [
      ...(Math.abs(ahead) > CLOCKS_TOLERATED_MS
        ? [
            `The clock of this process is ${lengthOf(ahead)} ${
              ahead > 0 ? 'behind' : 'ahead of'
            } the clock of the database: set the time of its machine`,
          ]
        : []),
      ...(this.#logAheadMs > CLOCKS_TOLERATED_MS
        ? [
            `The time of the log is ${lengthOf(
              this.#logAheadMs,
            )} ahead of the clock of this process, because a process whose clock was ahead appended events: until ${
              this.#logTime
            } 'recordedAt' stands still, and 'appendedAt' tells when events were appended`,
          ]
        : []),
    ];
  }

  /** SQLite has the clock of the process that asks. */
  async #lookAtDatabase(): Promise<void> {
    if (this.#knex.client.config.client !== 'pg') {
      return;
    }
    const asked = this.#clock().getTime();
    const { rows } = await this.#knex.raw(
      'select extract(epoch from clock_timestamp()) * 1000 as now',
    );
    const answered = this.#clock().getTime();
    if (answered - asked <= MAX_TRIP_MS) {
      this.#databaseAheadMs = Number(rows[0].now) - (asked + answered) / 2;
    }
  }
}

import { decodeFrontier } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import {
  AppendStatement,
  appendStatement,
  copyTails,
  CopyTails,
  insertStatement,
} from './appendStatement';
import { KnownRow, LogHead, SealedBatch } from './batch';
import { EVENTS_TABLE, HEAD_TABLE } from './columns';
import { PgClient } from './CopyStatement';
import { runStatement } from './runStatement';
import {
  Appended,
  concernedIds,
  knownColumns,
  LogAppender,
} from './LogAppender';
import { OperationSearch } from './OperationSearch';
import { PreparedEvent } from './prepareEvent';
import { sealBatch } from './sealBatch';

/** An id that is in the log already. */
const UNIQUE_VIOLATION = '23505';
/** The same, or a head found other than expected. */
const OUTRUN = ['23502', UNIQUE_VIOLATION];

/** A batch on its way to the database. */
interface PendingBatch {
  events: PreparedEvent[];
  tails: CopyTails;
  /** What to write if the head is `base` when its turn comes. */
  sealed?: { base: LogHead; batch: SealedBatch; statement: AppendStatement };
}

/**
 * Appends on PostgreSQL: rows go in by COPY, or as values where the client
 * can't do that.
 *
 * @remarks
 * A process that appends alone knows where the log ends. It seals a batch
 * while the database still writes the one before, and sends everything in one
 * message that takes effect only if the head is the expected one and no id is
 * in the log already. Otherwise, and where an event amends another one, the
 * head is locked first, and the batch sealed with what is found then.
 */
export class PostgresAppender implements LogAppender {
  readonly #knex: Knex;
  readonly #clock: () => number;
  readonly #copies: boolean;
  /** After the last commit, as long as no other process is known to append. */
  #head: LogHead | undefined;
  /** Size of the log after the last commit. */
  #lastSize: number | undefined;
  /** After everything that is on its way, where that can be foreseen. */
  #foreseen: LogHead | undefined;
  #pending = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(knex: Knex, clock: () => number, copies: boolean) {
    this.#knex = knex;
    this.#clock = clock;
    this.#copies = copies;
  }

  append(events: PreparedEvent[]): Promise<Appended> {
    const tails: CopyTails = this.#copies ? copyTails(events) : new Map();
    const pending: PendingBatch = { events, tails };
    this.#seal(pending, this.#foreseen);
    this.#foreseen = pending.sealed?.batch.head;
    this.#pending += 1;
    const written = this.#last
      .then(() => this.#write(pending))
      .finally(() => {
        this.#pending -= 1;
        if (this.#pending === 0) {
          this.#foreseen = this.#head;
        }
      });
    this.#last = written.catch(() => {});
    return written;
  }

  /** Seals a batch on a head that is foreseen, if that is possible. */
  #seal(pending: PendingBatch, base: LogHead | undefined): void {
    pending.sealed = undefined;
    if (base?.awaited === 0 && !pending.events.some(isAmending)) {
      const batch = sealBatch(pending.events, base, [], this.#clock());
      const statement = this.#statement(batch, pending.tails, base);
      pending.sealed = { base, batch, statement };
    }
  }

  async #write(pending: PendingBatch): Promise<Appended> {
    if (pending.sealed?.base !== this.#head) {
      this.#seal(pending, this.#head);
      if (this.#pending === 1) {
        this.#foreseen = pending.sealed?.batch.head;
      }
    }
    const { sealed } = pending;
    let trusting = true;
    if (sealed && sealed.batch.events.length > 0) {
      try {
        await this.#run(sealed.statement);
        this.#head = sealed.batch.head;
        this.#lastSize = this.#head.frontier.size;
        return appended(sealed.batch);
      } catch (error) {
        this.#head = undefined;
        if (!isOneOf(OUTRUN, error)) {
          throw error;
        }
        trusting = !isOneOf([UNIQUE_VIOLATION], error);
      }
    }
    try {
      return await this.#writeLocked(pending, { trusting });
    } catch (error) {
      if (!trusting || !isOneOf([UNIQUE_VIOLATION], error)) {
        throw error;
      }
      return this.#writeLocked(pending, { trusting: false });
    }
  }

  #statement(
    batch: SealedBatch,
    tails: CopyTails,
    expected?: LogHead,
  ): AppendStatement {
    return this.#copies
      ? appendStatement(batch, tails, expected)
      : insertStatement(batch, expected);
  }

  async #run(statement: AppendStatement): Promise<void> {
    const client: PgClient = await this.#knex.client.acquireConnection();
    try {
      await runStatement(client, statement);
    } finally {
      await this.#knex.client.releaseConnection(client);
    }
  }

  /**
   * @param options - `trusting` leaves it to the database to refuse an id that
   * is in the log already: to look for a thousand takes a third as long as to
   * write them, and the other processes wait meanwhile
   */
  async #writeLocked(
    { events, tails }: PendingBatch,
    options: { trusting: boolean },
  ): Promise<Appended> {
    this.#head = undefined;
    const { found, batch } = await this.#knex.transaction(async trx => {
      const head = await lockHead(trx);
      const known =
        options.trusting && head.awaited === 0 && !events.some(isAmending)
          ? []
          : await lockKnown(trx, events);
      const sealed = sealBatch(events, head, known, this.#clock());
      if (sealed.events.length > 0) {
        const client = await trx.client.acquireConnection();
        await runStatement(client, this.#statement(sealed, tails));
      }
      return { found: head, batch: sealed };
    });
    const isAlone = [undefined, found.frontier.size].includes(this.#lastSize);
    this.#head = isAlone ? batch.head : undefined;
    this.#lastSize = batch.head.frontier.size;
    return appended(batch);
  }
}

function appended({ events, duplicates, head }: SealedBatch): Appended {
  return { appended: events.length, duplicates, head };
}

function isAmending({ event }: PreparedEvent): boolean {
  return event.amends !== null;
}

function isOneOf(codes: string[], error: unknown): boolean {
  return codes.includes((error as { code?: string }).code ?? '');
}

/**
 * Rows that concern a batch.
 *
 * @remarks
 * A new statement sees what was committed while the one that locked the head
 * waited. What it finds can't be removed, and so be counted as gone twice,
 * before the commit.
 */
async function lockKnown(
  trx: Knex.Transaction,
  events: PreparedEvent[],
): Promise<KnownRow[]> {
  const search = new OperationSearch<KnownRow>(concernedIds(events));
  while (search.ids.length > 0) {
    const { rows } = await trx.raw<{ rows: KnownRow[] }>(
      `select ${knownColumns} from ${EVENTS_TABLE}
       where id = any(:ids) or amends = any(:ids)
       for no key update`,
      { ids: search.ids },
    );
    search.add(rows);
  }
  return search.rows;
}

async function lockHead(trx: Knex.Transaction): Promise<LogHead> {
  const row = await trx(HEAD_TABLE)
    .select('sequence', 'time', 'frontier', 'awaited')
    .forUpdate()
    .first();
  return {
    frontier: decodeFrontier(Number(row.sequence), row.frontier),
    time: row.time === null ? null : Number(row.time),
    awaited: row.awaited,
  };
}

import {
  AuditEvent,
  CompleteTo,
  EventCount,
  ExportedEvent,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import { AppendResult } from 'backstage-plugin-audit-log-node';
import { Knex } from 'knex';
import { presentReading, Reading } from '../limits';
import { EVENTS_TABLE, EventRow, HEAD_TABLE } from './columns';
import { completeToAt, completeToOf } from './completeTo';
import { countEvents } from './countEvents';
import { eventFromRow, ShownRow, shownSelection } from './eventFromRow';
import { limitTime } from './limitTime';
import { logIdOf } from './logIdOf';
import { pageOf, readPage } from './listEvents';
import { LogAppender } from './LogAppender';
import { OperationSearch } from './OperationSearch';
import { PostgresAppender } from './PostgresAppender';
import { copyProblem } from './runStatement';
import { narrow } from './narrow';
import { prepareBatch } from './prepareBatch';
import { scanEvents } from './scanEvents';
import { SqliteAppender } from './SqliteAppender';
import { startSqliteReaders } from './SqliteReaders';
import {
  AppendOptions,
  EventPage,
  EventPredicate,
  EventStore,
  ListEventsOptions,
  ScanOptions,
} from './types';

/** Far more than an operation has; others may say they amend it. */
const MOST_OF_OPERATION = 100;

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @public */
export interface DatabaseEventStoreOptions {
  /** The plugin's database, with its migrations applied. */
  knex: Knex;
  /** Milliseconds since 1970. */
  clock?: () => number;
  /** How long a query may look for a page. */
  readTimeoutMs?: number;
  /** Hears why rows go in by INSERT instead of COPY on PostgreSQL. */
  onNoCopy?: (problem: string) => void;
  /** Hears once why this process reads an SQLite database itself. */
  onNoReader?: (problem: string) => void;
}

const DEFAULT_READ_TIMEOUT_MS = 10_000;

/** What the portal reads for itself would rather wait than fail. */
const OWN_PATIENCE = 6;

/**
 * The log in the plugin's database, SQLite or PostgreSQL.
 *
 * @remarks
 * Appends of one store run one after the other, in the order of the calls;
 * the next one is prepared while the database works on the one before.
 *
 * @public
 */
export class DatabaseEventStore implements EventStore {
  readonly logId: string;
  readonly #knex: Knex;
  readonly #readTimeoutMs: number;
  readonly #appender: LogAppender;
  readonly #cursorKey: Buffer;
  #lastHandedOver: Promise<unknown> = Promise.resolve();

  private constructor(
    options: DatabaseEventStoreOptions,
    { cursorKey, copies }: { cursorKey: Buffer; copies: boolean },
  ) {
    const { knex, clock = Date.now } = options;
    this.#knex = knex;
    this.#readTimeoutMs = options.readTimeoutMs ?? DEFAULT_READ_TIMEOUT_MS;
    this.#cursorKey = cursorKey;
    this.logId = logIdOf(cursorKey);
    this.#appender = isPostgres(knex)
      ? new PostgresAppender(knex, clock, copies)
      : new SqliteAppender(knex, clock);
  }

  static async create(
    options: DatabaseEventStoreOptions,
  ): Promise<DatabaseEventStore> {
    const { knex, onNoCopy, onNoReader = () => {} } = options;
    let copies = false;
    if (isPostgres(knex)) {
      const problem = await copyProblem(knex);
      copies = problem === undefined;
      if (problem !== undefined) {
        onNoCopy?.(problem);
      }
    } else {
      // Readers don't wait for appends, and an append syncs one file.
      await knex.raw('pragma journal_mode = wal');
      await startSqliteReaders(knex, onNoReader);
    }
    const { cursor_key: cursorKey } = await knex(HEAD_TABLE).first(
      'cursor_key',
    );
    return new DatabaseEventStore(options, { cursorKey, copies });
  }

  async append(
    events: RecordedEvent[],
    { deliveredBy = null }: AppendOptions = {},
  ): Promise<AppendResult> {
    const handedOver = this.#lastHandedOver.then(async () => ({
      // In an object, so that the next call does not wait for the commit.
      appended: this.#appender.append(await prepareBatch(events, deliveredBy)),
    }));
    this.#lastHandedOver = handedOver.catch(() => {});
    const { appended, duplicates, head } = await (await handedOver).appended;
    return { appended, duplicates, completeTo: completeToOf(head) };
  }

  async list(options: ListEventsOptions): Promise<EventPage> {
    const timeoutMs = this.#timeoutFor(presentReading());
    return limitTime({ knex: this.#knex, timeoutMs }, async reader => {
      const rows = await readPage(reader, this.#cursorKey, options);
      return pageOf(rows, this.#cursorKey, options, reader.completeTo);
    });
  }

  async get(
    id: string,
    where: EventPredicate[],
  ): Promise<AuditEvent | undefined> {
    const key = id.toLowerCase();
    if (!UUID.test(key)) {
      return undefined;
    }
    const query = this.#knex<EventRow>({ e: EVENTS_TABLE })
      .select(shownSelection)
      .where('e.id', key);
    narrow(query, where);
    const row = (await query.first()) as ShownRow | undefined;
    return row && eventFromRow(row);
  }

  async operation(id: string, where: EventPredicate[]): Promise<AuditEvent[]> {
    const event = await this.get(id, where);
    if (!event) {
      return [];
    }
    const { amends } = event;
    const search = new OperationSearch<ShownRow>(
      amends === null ? [event.id] : [event.id, amends],
    );
    while (search.ids.length > 0 && search.rows.length < MOST_OF_OPERATION) {
      const { ids } = search;
      const query: Knex.QueryBuilder<ShownRow, ShownRow[]> = this.#knex({
        e: EVENTS_TABLE,
      })
        .select(shownSelection)
        .where(either => either.whereIn('e.id', ids).orWhereIn('e.amends', ids))
        .orderBy('e.sequence')
        .limit(MOST_OF_OPERATION);
      narrow(query, where);
      search.add(await query);
    }
    return search.rows
      .sort((a, b) => Number(a.sequence) - Number(b.sequence))
      .slice(0, MOST_OF_OPERATION)
      .map(eventFromRow);
  }

  scan(options: ScanOptions): AsyncGenerator<ExportedEvent> {
    // Known now: whoever takes the events may do so for somebody else.
    return this.#scan(options, presentReading());
  }

  async *#scan(
    options: ScanOptions,
    reading: Reading | undefined,
  ): AsyncGenerator<ExportedEvent> {
    const { sequence } = await this.completeTo();
    yield* scanEvents({
      ...options,
      knex: this.#knex,
      from: Number(options.fromSequence),
      end: Math.min(Number(options.toSequence), Number(sequence)),
      timeoutMs: this.#timeoutFor(reading),
      reading,
    });
  }

  count(options: {
    where: EventPredicate[];
    limit: number;
  }): Promise<EventCount> {
    const timeoutMs = this.#timeoutFor(presentReading());
    return countEvents({ ...options, knex: this.#knex, timeoutMs });
  }

  #timeoutFor(reading: Reading | undefined): number {
    return this.#readTimeoutMs * (reading ? 1 : OWN_PATIENCE);
  }

  async completeTo(): Promise<CompleteTo> {
    const head = await this.#knex(HEAD_TABLE).first('sequence', 'time');
    return completeToAt(head);
  }

  async lastBefore(instant: Date): Promise<string> {
    const query: Knex.QueryBuilder = this.#knex(EVENTS_TABLE)
      .select('sequence')
      // Events of the first release have the time of the log alone.
      .whereRaw('coalesce(appended_at, recorded_at) < ?', [instant.getTime()])
      .orderBy('sequence', 'desc')
      .limit(1);
    const timeoutMs = this.#timeoutFor(presentReading());
    return limitTime({ knex: this.#knex, timeoutMs }, async ({ run }) => {
      const [last] = await run<Pick<EventRow, 'sequence'>>(query);
      return String(last?.sequence ?? 0);
    });
  }
}

function isPostgres(knex: Knex): boolean {
  return knex.client.config.client === 'pg';
}

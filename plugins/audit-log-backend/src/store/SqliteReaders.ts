import { createRequire } from 'node:module';
import { performance } from 'node:perf_hooks';
import { Knex } from 'knex';
import { Reading, ReadPlaces } from '../limits';
import {
  ReaderProcess,
  ReaderProcessOptions,
  SqlBinding,
} from './ReaderProcess';

/** How many read at once, and of one caller. */
const MOST = { all: 2, ofCaller: 1 };

/**
 * A caller who leaves sooner ends no process: starting one takes about as long,
 * and asking and leaving would be a way to start them all the time.
 */
const LEAST_MS = 500;

/** Without work it ends, and is started again when it is needed. */
const IDLE_MS = 5 * 60_000;

/** After a start that failed none is tried for so long. */
const RETRY_MS = 60_000;

/** Reads with one process for as long as there is time. */
export interface SqliteReader {
  /** @throws ReadEndedError */
  run<Row>(sql: string, bindings: readonly unknown[]): Promise<Row[]>;
}

/** A query was ended, because the time was up. */
export class ReadEndedError extends Error {
  override readonly name = 'ReadEndedError';
}

export interface ReadOptions {
  /** Absent where the portal reads for itself. */
  reading: Reading | undefined;
  /** How long all its queries may take together. */
  timeoutMs: number;
}

/**
 * The few processes that read one SQLite database, started when they are
 * needed and shared fairly by those who ask.
 */
export class SqliteReaders {
  readonly places = new ReadPlaces(MOST);
  readonly #options: ReaderProcessOptions;
  readonly #onProblem: (problem: string) => void;
  readonly #idle: { process: ReaderProcess; end: NodeJS.Timeout }[] = [];
  readonly #all = new Set<ReaderProcess>();
  #isClosed = false;
  #hasTold = false;
  #notBefore = 0;

  constructor(
    options: ReaderProcessOptions & { onProblem: (problem: string) => void },
  ) {
    const { onProblem, ...rest } = options;
    this.#options = rest;
    this.#onProblem = onProblem;
  }

  /**
   * Reads with a process of its own until the work ends.
   *
   * @param leave - is called when the process is free, which may be later
   * @returns undefined where no process can be started
   */
  async read<T>(
    { reading, timeoutMs }: ReadOptions,
    leave: () => void,
    work: (reader: SqliteReader) => Promise<T>,
  ): Promise<{ result: T } | undefined> {
    const process = await this.#take();
    if (!process) {
      leave();
      return undefined;
    }
    const deadline = performance.now() + timeoutMs;
    let last: Promise<unknown> = Promise.resolve();
    const run = <Row>(sql: string, bindings: readonly unknown[]) => {
      const answer = runUntil<Row>(process, {
        question: { sql, bindings: bindings.map(asBinding) },
        deadline,
        signal: reading?.signal,
      });
      last = answer.ended;
      return answer.rows;
    };
    try {
      return { result: await work({ run }) };
    } finally {
      void last.then(() => {
        this.#giveBack(process);
        leave();
      });
    }
  }

  /** Ends all of them. */
  close(): void {
    this.#isClosed = true;
    this.#idle.splice(0).forEach(({ end }) => clearTimeout(end));
    this.#all.forEach(process => process.kill());
    this.#all.clear();
  }

  async #take(): Promise<ReaderProcess | undefined> {
    for (;;) {
      const idle = this.#idle.pop();
      if (!idle) {
        return this.#start();
      }
      clearTimeout(idle.end);
      if (!idle.process.hasEnded) {
        return idle.process;
      }
      this.#all.delete(idle.process);
    }
  }

  async #start(): Promise<ReaderProcess | undefined> {
    if (this.#isClosed || performance.now() < this.#notBefore) {
      return undefined;
    }
    try {
      const process = await ReaderProcess.start(this.#options);
      this.#all.add(process);
      if (this.#isClosed) {
        this.close();
      }
      return process;
    } catch (error) {
      this.#notBefore = performance.now() + RETRY_MS;
      if (!this.#hasTold) {
        this.#hasTold = true;
        this.#onProblem((error as Error).message);
      }
      return undefined;
    }
  }

  #giveBack(process: ReaderProcess): void {
    if (process.hasEnded || this.#isClosed) {
      process.kill();
      this.#all.delete(process);
      return;
    }
    const end = setTimeout(() => process.kill(), IDLE_MS);
    end.unref();
    this.#idle.push({ process, end });
  }
}

/** `ended` resolves when the process is free again, or has ended. */
function runUntil<Row>(
  process: ReaderProcess,
  options: {
    question: { sql: string; bindings: SqlBinding[] };
    deadline: number;
    signal: AbortSignal | undefined;
  },
): { rows: Promise<Row[]>; ended: Promise<unknown> } {
  const { question, deadline, signal } = options;
  const { sql, bindings } = question;
  const begun = performance.now();
  if (signal?.aborted || begun >= deadline) {
    const refused = Promise.reject<Row[]>(signal?.reason ?? endedInVain());
    return { rows: refused, ended: Promise.resolve() };
  }
  const answer = process.read<Row>(sql, bindings);
  const rows = new Promise<Row[]>((resolve, reject) => {
    const kill = (after: number) =>
      setTimeout(() => process.kill(), Math.max(0, after));
    const timers = [
      setTimeout(() => {
        reject(endedInVain());
        process.kill();
      }, deadline - begun),
    ];
    const leave = () => {
      reject(signal!.reason);
      timers.push(kill(begun + LEAST_MS - performance.now()));
    };
    signal?.addEventListener('abort', leave, { once: true });
    answer.then(resolve, reject).finally(() => {
      timers.forEach(clearTimeout);
      signal?.removeEventListener('abort', leave);
    });
  });
  return { rows, ended: answer.catch(() => {}) };
}

function endedInVain(): ReadEndedError {
  return new ReadEndedError('The query took too long, and was ended.');
}

/** As knex hands parameters to the driver. */
function asBinding(value: unknown): SqlBinding {
  if (value instanceof Date) {
    return value.valueOf();
  }
  return typeof value === 'boolean' ? Number(value) : (value as SqlBinding);
}

/** Of each database. */
const readers = new WeakMap<object, SqliteReaders>();

/** Those of a database, where it has some. */
export function sqliteReadersOf(knex: Knex): SqliteReaders | undefined {
  return readers.get(knex.client);
}

/**
 * Has a database read by processes of their own from now on, where they can
 * open it: not one that is in memory.
 *
 * @param onProblem - hears once why none can be started
 */
export async function startSqliteReaders(
  knex: Knex,
  onProblem: (problem: string) => void,
): Promise<void> {
  const [{ file }] = await knex.raw<{ file: string }[]>(
    `select file from pragma_database_list where name = 'main'`,
  );
  const [{ mode }] = await knex.raw<{ mode: string }[]>(
    'select journal_mode as mode from pragma_journal_mode',
  );
  // Where readers and writers wait for each other, one process is better.
  if (!file || mode !== 'wal' || readers.has(knex.client)) {
    return;
  }
  let driver: string;
  try {
    const requireOfKnex = createRequire(require.resolve('knex'));
    driver = requireOfKnex.resolve('better-sqlite3');
  } catch (error) {
    onProblem((error as Error).message);
    return;
  }
  const started = new SqliteReaders({ driver, file, onProblem });
  readers.set(knex.client, started);
  knex.client.pool.on('poolDestroyRequest', () => started.close());
}

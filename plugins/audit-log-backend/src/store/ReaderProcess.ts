import { ChildProcess, fork } from 'node:child_process';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** A value that `better-sqlite3` takes as a parameter. */
export type SqlBinding = string | number | bigint | Buffer | null;

/** Found beside the built package too: `files` of package.json names it. */
const script = resolvePackagePath(
  'backstage-plugin-audit-log-backend',
  'reader/readLog.js',
);

/** How long it may take to start, on a machine that has much to do. */
const START_LIMIT_MS = 30_000;

/** What a process needs to find libraries; nothing of the portal's secrets. */
const PASSED_ON = [
  'PATH',
  'HOME',
  'TMPDIR',
  'LD_LIBRARY_PATH',
  'DYLD_LIBRARY_PATH',
  'SystemRoot',
  'TEMP',
  'TMP',
];

/** What the process says. */
type Message =
  | { ready: true }
  | { columns: string[]; rows: unknown[][]; isLast: boolean }
  | { problem: { message: string; code?: string } };

/** Who waits for an answer. */
interface Waiting {
  take: (message: Message) => void;
  fail: (error: Error) => void;
}

export interface ReaderProcessOptions {
  /** Where `better-sqlite3` is. */
  driver: string;
  /** The database. */
  file: string;
}

/**
 * A process that reads an SQLite database, one query after the other, and can
 * be killed in the middle of one. It ends when this process does.
 */
export class ReaderProcess {
  readonly #child: ChildProcess;
  #waiting: Waiting | undefined;
  #hasEnded = false;

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.on('message', (message: Message) => this.#waiting?.take(message));
    child.on('error', error => this.#end(error));
    child.on('exit', () =>
      this.#end(new Error('The process that reads the log has ended.')),
    );
  }

  /** @throws Error where it can't be started */
  static async start(options: ReaderProcessOptions): Promise<ReaderProcess> {
    const child = fork(script, [], {
      // What this process was started with is not meant for it.
      execArgv: [],
      env: Object.fromEntries(
        PASSED_ON.flatMap(name => {
          const value = process.env[name];
          return value === undefined ? [] : [[name, value]];
        }),
      ),
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const reader = new ReaderProcess(child);
    const timer = setTimeout(() => reader.kill(), START_LIMIT_MS);
    try {
      await reader.#ask({ open: options }, () => true);
      return reader;
    } catch (error) {
      reader.kill();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /**
   * All rows that a query finds. One at a time: wait for the end of the one
   * before.
   */
  async read<Row>(sql: string, bindings: SqlBinding[]): Promise<Row[]> {
    const found: Row[] = [];
    await this.#ask({ query: { sql, bindings } }, message => {
      if (!('rows' in message)) {
        return false;
      }
      const { columns, rows, isLast } = message;
      for (const row of rows) {
        found.push(
          Object.fromEntries(columns.map((name, i) => [name, row[i]])) as Row,
        );
      }
      return isLast;
    });
    return found;
  }

  /** Ends it at once, and what it works on with an error. */
  kill(): void {
    this.#child.kill('SIGKILL');
    this.#end(new Error('The process that reads the log was ended.'));
  }

  /** @param take - takes an answer, and says whether it was the last one */
  #ask(question: object, take: (message: Message) => boolean): Promise<void> {
    if (this.#hasEnded) {
      return Promise.reject(
        new Error('The process that reads the log has ended.'),
      );
    }
    // It holds up no end of this process, unless somebody waits for it.
    this.#child.ref();
    this.#child.channel?.ref();
    const answered = new Promise<void>((resolve, reject) => {
      this.#waiting = {
        take: message => {
          if ('problem' in message) {
            const { code } = message.problem;
            reject(Object.assign(new Error(message.problem.message), { code }));
          } else if (take(message)) {
            resolve();
          }
        },
        fail: reject,
      };
      this.#child.send(question, error => error && this.#end(error));
    });
    return answered.finally(() => {
      this.#waiting = undefined;
      this.#child.unref();
      this.#child.channel?.unref();
    });
  }

  #end(error: Error): void {
    this.#hasEnded = true;
    this.#waiting?.fail(error);
  }
}

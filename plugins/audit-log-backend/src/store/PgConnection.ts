import { Knex } from 'knex';

/** For how long an answer may be on its way, after the database gave up. */
const ON_THE_WAY_MS = 5_000;

/** What is used of a client of the `pg` package. */
export interface PgClient {
  query(text: string): Promise<unknown>;
  connection?: { stream?: { destroy(): void } };
  /** Has knex throw the connection away. */
  __knex__disposed?: Error;
}

/** No answer came over a connection. */
export class SilentConnectionError extends Error {
  override readonly name = 'SilentConnectionError';
}

/**
 * A connection that somebody reads by, and that ends when it went silent.
 *
 * @remarks
 * The database's own limit of time is of no use where the way to it is dead:
 * nothing says so, and a read would hold its connection for ever.
 */
export class PgConnection {
  readonly client: PgClient;
  readonly #knex: Knex;
  readonly #limitMs: number;

  /** @param timeoutMs - when the database itself stops a query */
  static async acquire(knex: Knex, timeoutMs: number): Promise<PgConnection> {
    return new PgConnection(
      knex,
      await knex.client.acquireConnection(),
      timeoutMs + ON_THE_WAY_MS,
    );
  }

  private constructor(knex: Knex, client: PgClient, limitMs: number) {
    this.#knex = knex;
    this.client = client;
    this.#limitMs = limitMs;
  }

  /**
   * What comes back over the connection.
   *
   * @throws SilentConnectionError where nothing does: it is of no use any more
   */
  async answer<T>(asked: PromiseLike<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(this.#end()), this.#limitMs);
    });
    try {
      return await Promise.race([asked, silence]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends what was read, and gives the connection back. Never throws. */
  async release(): Promise<void> {
    try {
      if (!this.client.__knex__disposed) {
        await this.answer(this.client.query('rollback'));
      }
    } catch (error) {
      // Nobody knows in which state it is: knex makes another one.
      this.client.__knex__disposed = error as Error;
    }
    try {
      await this.#knex.client.releaseConnection(this.client);
    } catch {
      // The pool is closed, and the connection with it.
    }
  }

  #end(): Error {
    const error = new SilentConnectionError(
      `Nothing came back over the connection within ${
        this.#limitMs / 1000
      } seconds`,
    );
    this.client.__knex__disposed = error;
    // What waits for its answer is told, and no socket is left behind.
    this.client.connection?.stream?.destroy();
    return error;
  }
}

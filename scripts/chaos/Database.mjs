import { setTimeout as delay } from 'node:timers/promises';
import { startPrivatePostgres } from '../testing/index.mjs';

const RESTART_ATTEMPTS = 20;

/** A real PostgreSQL that can be killed, stopped, frozen and started again. */
export class Database {
  #postgres;
  #server;
  #busy = Promise.resolve();

  static async start() {
    const postgres = await startPrivatePostgres();
    return new Database(postgres);
  }

  constructor(postgres) {
    this.#postgres = postgres;
    this.#server = postgres.server;
  }

  get url() {
    return new URL(this.#postgres.connectionString);
  }

  /** SIGKILL of the server; its children notice and end. */
  kill() {
    return this.#restart('SIGKILL');
  }

  /** The server's own immediate shutdown, which breaks every connection. */
  stopAndStart() {
    return this.#restart('SIGQUIT');
  }

  async close() {
    await this.#busy;
    await this.#server.stop('SIGINT');
    this.#postgres.clean();
  }

  /** One after the other, whoever asks. */
  #restart(signal) {
    this.#busy = this.#busy.then(async () => {
      await this.#server.stop(signal);
      await delay(Math.random() * 500);
      for (let attempt = 1; ; attempt += 1) {
        try {
          this.#server = await this.#postgres.launch();
          return;
        } catch (error) {
          // Children of the killed server may take a moment to notice.
          if (attempt === RESTART_ATTEMPTS) {
            throw error;
          }
          await delay(250);
        }
      }
    });
    return this.#busy;
  }
}

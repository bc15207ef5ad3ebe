import { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { withTimeout } from '../timing';
import { MemorySessions } from './MemorySessions';
import { Session, Sessions } from './sessions';

const PATIENCE_MS = 2000;
const ANSWER = 'The answer of the database';

/**
 * Remembers sessions in the database, and in this process for as long as the
 * database is away: a sign-in is recorded all the same.
 */
export class SessionsWithFallback implements Sessions {
  readonly #database: Sessions;
  readonly #memory = new MemorySessions();
  readonly #logger: LoggerService;
  readonly #patienceMs: number;

  constructor(options: {
    database: Sessions;
    logger: LoggerService;
    patienceMs?: number;
  }) {
    this.#database = options.database;
    this.#logger = options.logger;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
  }

  async swap(key: string, session: Session): Promise<Session | undefined> {
    const remembered = await this.#memory.swap(key, session);
    return this.#ask(this.#database.swap(key, session), remembered);
  }

  async take(key: string): Promise<Session | undefined> {
    const remembered = await this.#memory.take(key);
    return (await this.#ask(this.#database.take(key), undefined)) ?? remembered;
  }

  async #ask(
    answer: Promise<Session | undefined>,
    otherwise: Session | undefined,
  ): Promise<Session | undefined> {
    try {
      return await withTimeout(answer, this.#patienceMs, ANSWER);
    } catch (error) {
      this.#logger.warn(
        'Sessions are remembered by this process alone for the moment',
        toError(error),
      );
      return otherwise;
    }
  }
}

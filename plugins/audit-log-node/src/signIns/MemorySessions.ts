import { Session, Sessions } from './sessions';

const MOST_SESSIONS = 20_000;

/** Remembers the latest sessions in this process. */
export class MemorySessions implements Sessions {
  readonly #sessions = new Map<string, Session>();

  async swap(key: string, session: Session): Promise<Session | undefined> {
    const before = this.#sessions.get(key);
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    if (this.#sessions.size > MOST_SESSIONS) {
      const [oldest] = this.#sessions.keys();
      this.#sessions.delete(oldest);
    }
    return before;
  }

  async take(key: string): Promise<Session | undefined> {
    const before = this.#sessions.get(key);
    this.#sessions.delete(key);
    return before;
  }
}

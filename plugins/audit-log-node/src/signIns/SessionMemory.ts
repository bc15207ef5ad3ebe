import { createHash } from 'node:crypto';

const MOST_SESSIONS = 20_000;

/** Pages renew their token this long before it ends, and somewhat late. */
const EARLY_SECONDS = 6 * 60;
const LATE_SECONDS = 60;

interface Session {
  user: string;
  /** Epoch seconds. */
  expiresAt: number | undefined;
}

/**
 * Remembers who is behind a session, in this process, to tell people who come
 * back from pages that renew their token, and who signed out.
 */
export class SessionMemory {
  readonly #sessions = new Map<string, Session>();
  readonly #now: () => number;

  /** `now`: epoch milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  static keyOf(...parts: (string | undefined)[]): string {
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  }

  userOf(key: string): string | undefined {
    return this.#sessions.get(key)?.user;
  }

  /** What a refresh of this session is at this moment. */
  stateOf(key: string): 'unknown' | 'ended' | 'renewing' | 'running' {
    const session = this.#sessions.get(key);
    if (session?.expiresAt === undefined) {
      return session ? 'running' : 'unknown';
    }
    const now = this.#now() / 1000;
    if (now > session.expiresAt + LATE_SECONDS) {
      return 'ended';
    }
    return now >= session.expiresAt - EARLY_SECONDS ? 'renewing' : 'running';
  }

  remember(key: string, session: Session): void {
    this.#sessions.delete(key);
    this.#sessions.set(key, session);
    if (this.#sessions.size > MOST_SESSIONS) {
      const [oldest] = this.#sessions.keys();
      this.#sessions.delete(oldest);
    }
  }

  forget(key: string): void {
    this.#sessions.delete(key);
  }
}

import { createHash } from 'node:crypto';

/** Pages renew their token this long before it ends, and somewhat late. */
const EARLY_SECONDS = 6 * 60;
const LATE_SECONDS = 60;

/** Somebody's session with a provider, as it was last seen. */
export interface Session {
  user: string;
  /** Epoch seconds when the browser needs a new token, where that is known. */
  expiresAt: number | undefined;
}

/**
 * Remembers who is behind a session, to tell people who come back from pages
 * that renew their token, and who signed out.
 */
export interface Sessions {
  /**
   * Remembers a session and returns what was remembered before. Of several
   * calls at once, only one is told that nothing was.
   */
  swap(key: string, session: Session): Promise<Session | undefined>;
  /** Forgets a session and returns what was remembered. */
  take(key: string): Promise<Session | undefined>;
}

/** What a refresh of a session is at a moment. */
export type SessionState = 'unknown' | 'ended' | 'renewing' | 'running';

/** `now`: epoch seconds. */
export function stateOf(
  session: Session | undefined,
  now: number,
): SessionState {
  if (session?.expiresAt === undefined) {
    return session ? 'running' : 'unknown';
  }
  if (now > session.expiresAt + LATE_SECONDS) {
    return 'ended';
  }
  return now >= session.expiresAt - EARLY_SECONDS ? 'renewing' : 'running';
}

/** A name for a session that doesn't tell what it was made of. */
export function sessionKey(...parts: (string | undefined)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

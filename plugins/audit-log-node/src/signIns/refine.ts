import { SessionState, Sessions, sessionKey, stateOf } from './sessions';
import { AuthOccurrence } from './types';

/** What tells one session from another. */
export interface SessionFacts {
  /** Epoch seconds. */
  now: number;
  provider: string | undefined;
  /** Cookie that the browser sent, and the one it got instead. */
  sessionCookie: string | undefined;
  newSessionCookie: string | undefined;
  ip: string | undefined;
  userAgent: string | undefined;
}

/**
 * Adds what is remembered of the session: whether a refresh renews a token or
 * brings somebody back, whether a provider without sessions has just signed
 * somebody in, and who signed out.
 */
export async function refine(
  occurrence: AuthOccurrence,
  facts: SessionFacts,
  sessions: Sessions,
): Promise<AuthOccurrence> {
  const { session, user } = occurrence;
  if (!session) {
    return occurrence;
  }
  const { provider, sessionCookie, newSessionCookie, now } = facts;
  const cookieKey = sessionKey(provider, sessionCookie);
  if (session.change === 'ended') {
    const ended = sessionCookie ? await sessions.take(cookieKey) : undefined;
    return { ...occurrence, user: ended?.user };
  }
  if (user === undefined) {
    return occurrence;
  }
  const current = { user, expiresAt: session.expiresAt };
  if (session.change === 'asserted') {
    const key = sessionKey(provider, user, facts.ip, facts.userAgent);
    const before = await sessions.swap(key, current);
    return { ...occurrence, eventId: assertedEvent(stateOf(before, now)) };
  }
  const nextCookie = newSessionCookie ?? sessionCookie;
  const before =
    sessionCookie && sessionCookie !== nextCookie
      ? await sessions.take(cookieKey)
      : undefined;
  const replaced =
    nextCookie &&
    (await sessions.swap(sessionKey(provider, nextCookie), current));
  return session.change === 'renewed' &&
    stateOf(before ?? (replaced || undefined), now) === 'renewing'
    ? { ...occurrence, eventId: 'token-refresh' }
    : occurrence;
}

function assertedEvent(state: SessionState): AuthOccurrence['eventId'] {
  switch (state) {
    case 'renewing':
      return 'token-refresh';
    case 'running':
      return 'session-resume';
    default:
      return 'sign-in';
  }
}

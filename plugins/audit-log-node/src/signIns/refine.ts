import { SessionMemory } from './SessionMemory';
import { AuthOccurrence } from './types';

/** What tells one session from another. */
export interface SessionFacts {
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
export function refine(
  occurrence: AuthOccurrence,
  facts: SessionFacts,
  memory: SessionMemory,
): AuthOccurrence {
  const { session, user } = occurrence;
  if (!session) {
    return occurrence;
  }
  const { provider, sessionCookie, newSessionCookie } = facts;
  const cookieKey = SessionMemory.keyOf(provider, sessionCookie);
  if (session.change === 'ended') {
    const remembered = sessionCookie ? memory.userOf(cookieKey) : undefined;
    memory.forget(cookieKey);
    return { ...occurrence, user: remembered };
  }
  if (user === undefined) {
    return occurrence;
  }
  const { expiresAt } = session;
  if (session.change === 'asserted') {
    const key = SessionMemory.keyOf(provider, user, facts.ip, facts.userAgent);
    const state = memory.stateOf(key);
    memory.remember(key, { user, expiresAt });
    return { ...occurrence, eventId: assertedEvent(state) };
  }
  const state = memory.stateOf(cookieKey);
  const nextCookie = newSessionCookie ?? sessionCookie;
  if (nextCookie) {
    memory.forget(cookieKey);
    memory.remember(SessionMemory.keyOf(provider, nextCookie), {
      user,
      expiresAt,
    });
  }
  return session.change === 'renewed' && state === 'renewing'
    ? { ...occurrence, eventId: 'token-refresh' }
    : occurrence;
}

function assertedEvent(
  state: ReturnType<SessionMemory['stateOf']>,
): AuthOccurrence['eventId'] {
  switch (state) {
    case 'renewing':
      return 'token-refresh';
    case 'running':
      return 'session-resume';
    default:
      return 'sign-in';
  }
}

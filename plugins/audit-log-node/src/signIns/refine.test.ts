import { SessionMemory } from './SessionMemory';
import { SessionFacts, refine } from './refine';
import { AuthOccurrence, SessionChange } from './types';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const user = 'user:default/ada';

describe('refine', () => {
  let now: number;
  let memory: SessionMemory;
  const facts: SessionFacts = {
    provider: 'github',
    sessionCookie: 'first',
    newSessionCookie: undefined,
    ip: '10.0.0.1',
    userAgent: 'browser',
  };

  beforeEach(() => {
    now = 0;
    memory = new SessionMemory(() => now * 1000);
  });

  const occurrence = (
    session: SessionChange['change'],
    eventId: AuthOccurrence['eventId'],
  ): AuthOccurrence => ({
    eventId,
    outcome: 'succeeded',
    meta: {},
    ...(session === 'ended'
      ? { session: { change: session } }
      : { user, session: { change: session, expiresAt: now + HOUR } }),
  });
  const refresh = (more: Partial<SessionFacts> = {}) =>
    refine(
      occurrence('renewed', 'session-resume'),
      { ...facts, ...more },
      memory,
    ).eventId;
  const assert = (more: Partial<SessionFacts> = {}) =>
    refine(
      occurrence('asserted', 'sign-in'),
      { ...facts, sessionCookie: undefined, ...more },
      memory,
    ).eventId;

  it('tells renewed tokens from people who come back', () => {
    expect(refresh()).toBe('session-resume');
    now += 10 * MINUTE;
    expect(refresh()).toBe('session-resume');
    now += 57 * MINUTE;
    expect(refresh()).toBe('token-refresh');
    now += 5 * HOUR;
    expect(refresh()).toBe('session-resume');
  });

  it('follows a session whose cookie is replaced', () => {
    refresh({ newSessionCookie: 'second' });
    now += 57 * MINUTE;
    expect(refresh({ sessionCookie: 'second' })).toBe('token-refresh');
    expect(refresh({ sessionCookie: 'first' })).toBe('session-resume');
  });

  it('takes a page load for no sign-in where the provider keeps no session', () => {
    expect(assert()).toBe('sign-in');
    now += 10 * MINUTE;
    expect(assert()).toBe('session-resume');
    now += 57 * MINUTE;
    expect(assert()).toBe('token-refresh');
    now += 5 * HOUR;
    expect(assert()).toBe('sign-in');
    expect(assert({ userAgent: 'another browser' })).toBe('sign-in');
  });

  it('knows who signed out', () => {
    refine(
      occurrence('begun', 'sign-in'),
      { ...facts, sessionCookie: undefined, newSessionCookie: 'first' },
      memory,
    );
    const ended = occurrence('ended', 'sign-out');
    expect(refine(ended, facts, memory).user).toBe(user);
    expect(refine(ended, facts, memory).user).toBeUndefined();
  });
});

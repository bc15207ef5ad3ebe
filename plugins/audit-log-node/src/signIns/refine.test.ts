import { MemorySessions } from './MemorySessions';
import { SessionFacts, refine } from './refine';
import { AuthOccurrence, SessionChange } from './types';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const user = 'user:default/ada';

describe('refine', () => {
  let now: number;
  let sessions: MemorySessions;
  const facts = {
    provider: 'github',
    sessionCookie: 'first',
    newSessionCookie: undefined,
    ip: '10.0.0.1',
    userAgent: 'browser',
  };

  beforeEach(() => {
    now = 0;
    sessions = new MemorySessions();
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
  const refresh = async (more: Partial<SessionFacts> = {}) =>
    (
      await refine(
        occurrence('renewed', 'session-resume'),
        { ...facts, now, ...more },
        sessions,
      )
    ).eventId;
  const assert = async (more: Partial<SessionFacts> = {}) =>
    (
      await refine(
        occurrence('asserted', 'sign-in'),
        { ...facts, now, sessionCookie: undefined, ...more },
        sessions,
      )
    ).eventId;

  it('tells renewed tokens from people who come back', async () => {
    expect(await refresh()).toBe('session-resume');
    now += 10 * MINUTE;
    expect(await refresh()).toBe('session-resume');
    now += 57 * MINUTE;
    expect(await refresh()).toBe('token-refresh');
    now += 5 * HOUR;
    expect(await refresh()).toBe('session-resume');
  });

  it('follows a session whose cookie is replaced', async () => {
    await refresh({ newSessionCookie: 'second' });
    now += 57 * MINUTE;
    expect(await refresh({ sessionCookie: 'second' })).toBe('token-refresh');
    expect(await refresh({ sessionCookie: 'first' })).toBe('session-resume');
  });

  it('takes a page load for no sign-in where the provider keeps no session', async () => {
    expect(await assert()).toBe('sign-in');
    now += 10 * MINUTE;
    expect(await assert()).toBe('session-resume');
    now += 57 * MINUTE;
    expect(await assert()).toBe('token-refresh');
    now += 5 * HOUR;
    expect(await assert()).toBe('sign-in');
    expect(await assert({ userAgent: 'another browser' })).toBe('sign-in');
  });

  it('knows who signed out', async () => {
    await refine(
      occurrence('begun', 'sign-in'),
      { ...facts, now, sessionCookie: undefined, newSessionCookie: 'first' },
      sessions,
    );
    const ended = occurrence('ended', 'sign-out');
    expect((await refine(ended, { ...facts, now }, sessions)).user).toBe(user);
    expect(
      (await refine(ended, { ...facts, now }, sessions)).user,
    ).toBeUndefined();
  });
});

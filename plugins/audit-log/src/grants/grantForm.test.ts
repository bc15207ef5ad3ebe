import { aGrant } from '../fixtures';
import { formOf, grantOf, problemOf } from './grantForm';

const now = new Date('2026-11-22T10:00:00.000Z');

describe('the form of a grant', () => {
  it('is what the grant is, to the minute', () => {
    const grant = aGrant({
      limits: { categories: ['CATALOG'], ownEvents: true },
      expiresAt: '2027-01-31T17:30:00.000Z',
      reason: 'Incident 4711',
    });
    expect(grantOf(formOf(grant))).toEqual({
      grantee: grant.grantee,
      limits: grant.limits,
      expiresAt: grant.expiresAt,
      reason: grant.reason,
    });
    expect(formOf(aGrant()).scope).toBe('all');
    // As a backend of the first release has it.
    expect(formOf(aGrant({ limits: {} })).scope).toBe('all');
  });

  it('begins with no scope, so that nobody gets everything by oversight', () => {
    const form = { ...formOf(), grantee: 'user:default/grace' };
    expect(problemOf(form, now)).toBe('scopeMissing');
    expect(problemOf({ ...form, scope: 'all' }, now)).toBeUndefined();
    expect(problemOf({ ...form, ownEvents: true }, now)).toBeUndefined();
  });

  it('forgets limits that were chosen before every event was', () => {
    const form = {
      ...formOf(),
      scope: 'all' as const,
      categories: ['CATALOG'],
    };
    expect(grantOf(form).limits).toEqual({ everything: true });
  });

  it.each([
    ['2026-11-22T09:00:00.000Z', 'past'],
    ['2026-11-22T11:00:00.000Z', undefined],
  ])('with the end %s has the problem %s', (expiresAt, problem) => {
    expect(problemOf(formOf(aGrant({ expiresAt })), now)).toBe(problem);
  });
});

import { refusal } from '../fixtures';
import { errorText, isConflict, isGone } from './errorText';

describe('errors of the backend', () => {
  it('are told in its own words', () => {
    expect(errorText(refusal(400, "Body field 'name' is missing"))).toBe(
      "Body field 'name' is missing",
    );
    expect(errorText(new Error('Failed to fetch'))).toBe('Failed to fetch');
    expect(errorText('odd')).toContain('odd');
  });

  it('are told apart by their status', () => {
    expect([412, 409, 404].map(code => isConflict(refusal(code, '')))).toEqual([
      true,
      false,
      false,
    ]);
    expect([412, 404].map(code => isGone(refusal(code, '')))).toEqual([
      false,
      true,
    ]);
    expect([isConflict(undefined), isGone(null)]).toEqual([false, false]);
  });
});

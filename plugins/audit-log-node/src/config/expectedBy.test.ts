import { updateSettingsSchema } from 'backstage-plugin-audit-log-common';
import { expectedBy } from './expectedBy';

describe('expectedBy', () => {
  it.each<[object, string]>([
    [{ recoveryDays: 0.001 }, 'a whole number'],
    [{ recoveryDays: 'x' }, 'a number'],
    [{ recoveryDays: 0 }, 'a number of at least 1'],
    [{ recoveryDays: 36_501 }, 'a number of at most 36500'],
    [{ retentionRules: {} }, 'a list'],
    [{ retentionRules: ['x'] }, 'an object'],
    [{ holdUnexported: 'x' }, 'true or false'],
    [
      { retentionRules: [{ days: 1, minSeverity: 'huge' }] },
      'one of "low"|"medium"|"high"|"critical"',
    ],
  ])('says of %j in words what would do', (settings, expected) => {
    const [{ message }] =
      updateSettingsSchema.safeParse(settings).error!.issues;
    expect(expectedBy(message)).toBe(expected);
  });

  it('names the page where the schema says nothing', () => {
    expect(expectedBy('No.')).toBe('what docs/configuration.md says (No.)');
  });
});

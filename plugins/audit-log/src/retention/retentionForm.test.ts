import { enabledSettings } from '../fixtures';
import { changeOf, formOf, isComplete, isDays } from './retentionForm';

const settings = {
  ...enabledSettings,
  retentionRules: [
    { categories: ['PERMISSIONS'], minSeverity: 'high' as const, days: 365 },
    { days: 90 },
  ],
};

describe('the form of retention', () => {
  it('is what the settings are', () => {
    expect(changeOf(formOf(settings), {})).toEqual({
      retentionDays: 30,
      recoveryDays: 30,
      holdUnexported: true,
      retentionRules: settings.retentionRules,
    });
  });

  it('sends nothing that comes from the configuration', () => {
    const managed = {
      retentionDays: 'auditLog.retention.days',
      retentionRules: 'auditLog.retention.rules',
    };
    expect(changeOf(formOf(settings), managed)).toEqual({
      recoveryDays: 30,
      holdUnexported: true,
    });
  });

  it.each([
    ['1', true],
    ['36500', true],
    ['36501', false],
    ['0', false],
    ['', false],
    ['1.5', false],
    ['1e3', false],
    ['-1', false],
    [' 7', false],
  ])('takes %j for days: %s', (text, expected) => {
    expect(isDays(text)).toBe(expected);
    const form = formOf(settings);
    form.rules[1].days = text;
    expect(isComplete(form)).toBe(expected);
  });
});

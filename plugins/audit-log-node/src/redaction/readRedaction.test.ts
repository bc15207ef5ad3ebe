import { ConfigReader } from '@backstage/config';
import { eventError, requestFactsOf, storableMeta } from '../envelope';
import { putInForce } from './inForce';
import { checkRedactionConfig, redactAsConfigured } from './readRedaction';
import { redactText } from './redactText';
import { builtInNames } from './secretNames';

const configOf = (redaction: unknown) =>
  new ConfigReader({ auditLog: { redaction } } as never);

afterEach(() => putInForce({ names: builtInNames, patterns: [] }));

describe('what a portal adds to redaction', () => {
  beforeEach(() =>
    redactAsConfigured(
      configOf({
        names: ['personnel-number', 'Steuer-ID'],
        patterns: ['acme_[a-z0-9]{8,}', 'E-\\d{6}'],
      }),
    ),
  );

  it('is taken out of everything that an event is made of', () => {
    expect(
      storableMeta({
        personnelNumber: '4711',
        staff: { ada_personnel_number: 4711, note: 'E-004711 of Ada' },
        env: [{ name: 'STEUER_ID', value: '12 345' }],
        ACME_0123456789: true,
      }),
    ).toEqual({
      personnelNumber: '[redacted]',
      staff: {
        ada_personnel_number: '[redacted]',
        note: '[redacted] of Ada',
      },
      env: [{ name: 'STEUER_ID', value: '[redacted]' }],
      '[redacted]': true,
    });
    expect(
      requestFactsOf({
        originalUrl:
          '/api/x/acme_0123456789?a=1&personnelNumber=4711&b=E-004711',
      }),
    ).toMatchObject({
      path: '/api/x/[redacted]',
      query: 'a=1&personnelNumber=[redacted]&b=[redacted]',
    });
    expect(
      eventError(new Error('acme_0123456789 of personnelNumber: 4711')).message,
    ).toBe('[redacted] of personnelNumber: [redacted]');
  });

  it('leaves what ships with the audit log as it is', () => {
    expect(redactText('password=hunter22 in personnel-office')).toBe(
      'password=[redacted] in personnel-office',
    );
  });
});

describe('what is configured wrongly', () => {
  const key = "Configuration key 'auditLog.redaction";
  it.each<[unknown, string]>([
    ['names', `${key}' is 'names': expected an object`],
    [{ names: 'pin' }, `${key}.names' is 'pin': expected a list`],
    [{ names: [''] }, `${key}.names[0]' is '': expected a text`],
    [{ names: [7] }, `${key}.names[0]' is '7': expected a text`],
    [
      { names: ['pin', null] },
      `${key}.names[1]' is missing: expected the name`,
    ],
    [
      { names: ['--'] },
      `${key}.names[0]' is '--': expected the name of a field`,
    ],
    [{ names: ['a'.repeat(129)] }, 'at most 128 characters'],
    [{ patterns: 'abc' }, `${key}.patterns' is 'abc': expected a list`],
    [{ patterns: [{}] }, `${key}.patterns[0]' is an object: expected a text`],
    [
      { patterns: ['tok_[a-z]{20}', 'tok['] },
      `${key}.patterns[1]' is 'tok[': expected a regular expression`,
    ],
    [{ patterns: ['(a+)+b'] }, `${key}.patterns[0]' is '(a+)+b': expected`],
    [{ patterns: ['(a)\\1'] }, 'without references'],
    [{ patterns: ['[a-z]{1,128}[a-z]{256}\\d'] }, 'in fewer ways'],
    [{ patterns: ['a{1,16}[a-z]{239}\\d'] }, 'in fewer ways'],
    [{ patterns: ['a'.repeat(513)] }, 'at most 512 characters'],
    [{ patterns: Array(51).fill('tok_[a-z]{20}') }, 'at most 50 patterns'],
    // What matches nothing, next to nothing, or everything.
    [{ patterns: ['a*'] }, 'at least 4 characters'],
    [{ patterns: ['\\b'] }, 'at least 4 characters'],
    [{ patterns: ['(?:secret)?'] }, 'at least 4 characters'],
    [{ patterns: ['x|secret'] }, 'at least 4 characters'],
    [{ patterns: ['[A-Z]{4,}'] }, "and not 'redacted'"],
    [{ patterns: ['.{4,}'] }, 'that only secrets match'],
    [{ patterns: ['[^x]{9}'] }, 'that only secrets match'],
    [{ patterns: ['(?:user|group):[\\w/]{1,64}'] }, "and not 'user:default/"],
    [{ patterns: ['\\d{4}-\\d{2}-\\d{2}'] }, "and not '2026-11-30'"],
    [{ patterns: ['\\[redacted\\]'] }, "and not '[redacted]'"],
  ])('%j stops the start', (redaction, sentence) => {
    expect(() => checkRedactionConfig(configOf(redaction))).toThrow(sentence);
  });

  it.each([undefined, {}, { names: [] }, { patterns: [] }])(
    'is not %j',
    redaction => {
      expect(() => checkRedactionConfig(configOf(redaction))).not.toThrow();
    },
  );
});

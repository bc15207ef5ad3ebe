import fc from 'fast-check';
import { Redactor } from './Redactor';
import { redactText } from './redactText';
import { SecretNames } from './secretNames';

const names = new SecretNames();
const redactor = Redactor.create();

/** Random enough that no text around it contains it by chance. */
const secrets = fc
  .string({
    unit: fc.constantFrom(
      ...'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz',
    ),
    minLength: 24,
    maxLength: 40,
  })
  .map(text => `Q7${text}9`);

const surroundings = fc.string({
  unit: fc.constantFrom(...'ab c\n.,/()[]{}"\'&;=:%\\-_'),
  maxLength: 40,
});

const carriers: ((secret: string) => string)[] = [
  secret => ` password=${secret} `,
  secret => ` "apiKey": "${secret}" `,
  secret => ` Bearer ${secret} `,
  secret => ` https://ada:${secret}@host/ `,
  secret => ` ${'gh'}p_${secret} `,
  secret => ` ${'ey'}J${secret}.${secret}.${secret} `,
];

describe('properties of redaction', () => {
  it('takes a secret out whatever precedes it on other lines', () => {
    fc.assert(
      fc.property(
        surroundings,
        fc.constantFrom(...carriers),
        secrets,
        surroundings,
        (before, carry, secret, after) => {
          const result = redactText(
            `${before}\n${carry(secret)}${after}`,
            names,
          );
          expect(result).not.toContain(secret);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('changes nothing that it has already redacted', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            surroundings,
            fc
              .tuple(fc.constantFrom(...carriers), secrets)
              .map(([c, s]) => c(s)),
          ),
          { maxLength: 6 },
        ),
        parts => {
          const once = redactText(parts.join(''), names);
          expect(redactText(once, names)).toBe(once);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('never lets the value of a secret name through, at any depth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'list', 'x-y'), { maxLength: 8 }),
        fc.constantFrom('password', 'clientSecret', 'API_KEY', 'x-auth-token'),
        secrets,
        (path, name, secret) => {
          const meta = path.reduce<unknown>(
            (inner, part) =>
              part === 'list' ? [inner] : { [part]: inner, other: 1 },
            { [name]: { nested: [secret] } },
          );
          expect(JSON.stringify(redactor.meta(meta))).not.toContain(secret);
        },
      ),
    );
  });

  it('keeps any JSON within the caps, as well-formed text', () => {
    fc.assert(
      fc.property(fc.anything({ withBigInt: true, withDate: true }), value => {
        const meta = redactor.meta(value);
        const text = JSON.stringify(meta ?? null);
        expect(JSON.parse(text)).toEqual(meta ?? null);
        expect(text).not.toContain('\\u0000');
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps a text within the length it was given', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (text, maxLength) => {
          const result = redactor.text(text, maxLength);
          expect(result.length).toBeLessThanOrEqual(maxLength);
          expect(result).not.toMatch(
            /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|\0/,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('hostile input', () => {
  const length = 200_000;
  const repeat = (text: string) =>
    text.repeat(Math.ceil(length / text.length)).slice(0, length);

  /** Counts work instead of time: the budget is generous, quadratic isn't. */
  it.each([
    'eyJ-',
    'eyJ',
    'eyJaaaaaaaa.',
    'ghp_',
    'github_pat_',
    'Q~',
    'abc8Q~',
    '://',
    '://a:',
    'a:b@',
    'bearer ',
    'bearer  aaaaaa',
    '--a ',
    '--token ',
    'password=',
    'password= ',
    'password=[',
    'password={"',
    'password="\\',
    '"password":"',
    'password',
    '=',
    ': ',
    '%3D',
    'cookie:',
    'cookie: \n',
    '-----BEGIN ',
    '-----BEGIN PRIVATE KEY-----',
    '-----END ',
    'a',
    ' ',
    '\\',
    'hooks.slack.com/services/',
    'SG.',
    'SG.aaaaaaaaaaaaaaaa.',
    'xoxb-',
    '\u0000',
    '\uD800',
  ])('costs at most proportionally more for longer repetitions of %j', text => {
    const cost = (input: string) => {
      const start = process.cpuUsage();
      redactText(input, names);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    cost(repeat(text));
    // 10 µs of CPU per character would be 2 s; linear work takes some 20 ms.
    expect(cost(repeat(text))).toBeLessThan(length * 10);
  });
});

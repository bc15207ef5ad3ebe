import fc from 'fast-check';
import { redactText } from './redactText';

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

/** Tokens, and what plugins make of the case of names that they are given. */
const tokens: ((secret: string) => string)[] = [
  secret => `${'gh'}p_${secret}`,
  secret => `${'gl'}pat-${secret}`,
  secret => `${'xo'}xb-1234-${secret}`,
  secret => `${'AK'}IA${secret.slice(0, 9)}7${secret.slice(9, 15)}`,
  secret => `${'hv'}s.${secret}`,
  secret => `${'ey'}J${secret}.${secret}.${secret}`,
];
const cases: ((token: string) => string)[] = [
  token => token,
  token => token.toLowerCase(),
  token => token.toUpperCase(),
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
          const result = redactText(`${before}\n${carry(secret)}${after}`);
          expect(result).not.toContain(secret);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('takes tokens out of names, however their case was changed', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...tokens),
        secrets,
        fc.constantFrom(...cases),
        (shape, secret, spell) => {
          expect(redactText(`component:default/${spell(shape(secret))}`)).toBe(
            'component:default/[redacted]',
          );
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
          const once = redactText(parts.join(''));
          expect(redactText(once)).toBe(once);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

/** What people call their entities and repositories. */
const WORDS =
  'api app auth bastion billing bot checkout cluster config core data db docs env eu events gateway github glpat gl hvs infra internal internationalization jobs k8s key lib mirror my node npm orders payments prod production proxy pypi registry s3 sdk secret service sk staging test token ui v2 web west xapp xoxb 2026'.split(
    ' ',
  );

/** Legal names of entities, of at most 63 characters. */
const legalNames = fc
  .tuple(
    fc.constantFrom(
      ...['', 'sk-', 'pypi-', 'glpat-', 'xoxb-', 'hvs.', 'xapp-'],
      ...['SK-', 'GLPAT-', 'XOXB-', 'HVS.', 'hrku-', 'cfpat-', 'akia-', 'asia'],
    ),
    fc.array(
      fc
        .tuple(
          fc.constantFrom(...WORDS),
          fc.constantFrom(
            (word: string) => word,
            (word: string) => word.toUpperCase(),
            (word: string) => word[0].toUpperCase() + word.slice(1),
          ),
        )
        .map(([word, spell]) => spell(word)),
      { minLength: 1, maxLength: 9 },
    ),
    fc.constantFrom('-', '_', '.'),
  )
  .map(([start, words, separator]) =>
    `${start}${words.join(separator)}`.slice(0, 63).replace(/[._-]+$/, ''),
  );

describe('names that people give', () => {
  it.each([
    (name: string) => `component:default/${name}`,
    (name: string) => `/api/catalog/entities/by-name/api/default/${name}`,
    (name: string) => `url:https://github.com/acme/${name}/blob/main/a.yaml`,
    (name: string) => `Entity ${name} was not found`,
  ])('survive in refs, paths, addresses and messages (%#)', textOf => {
    fc.assert(
      fc.property(legalNames, name => {
        expect(redactText(textOf(name))).toBe(textOf(name));
      }),
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
    'http://a:',
    'http://a@',
    'name: a value: ',
    'name: token value: ',
    '"value":"a","name":"',
    '["token", "',
    '<a',
    '<token>',
    'password is ',
    'is ',
    'password a',
    'token ',
    'key "',
    'api key is 1',
    '%253D',
    'jdbc:oracle:thin:a/',
    'docker login ',
    '{name: token, value: ',
    ' -u a:',
    'mysql -p',
    'mysql ',
    'sk-',
    'sk-aaaa-',
    '%25',
    '%2525',
    'pass%77ord=',
    'a[',
    'a[0]=',
    'é',
  ])('costs at most proportionally more for longer repetitions of %j', text => {
    const cost = (input: string) => {
      const start = process.cpuUsage();
      redactText(input);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    cost(repeat(text));
    // 10 µs of CPU per character would be 2 s; linear work takes some 20 ms.
    expect(cost(repeat(text))).toBeLessThan(length * 10);
  });
});

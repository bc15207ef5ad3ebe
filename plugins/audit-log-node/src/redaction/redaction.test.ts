import { REDACTED, isSecretKey, redactQuery, redactText } from '.';

// Put together at run time, so that scanners of source code stay calm.
const jwt = [
  'eyJhbGciOiJFUzI1NiJ9',
  'eyJzdWIiOiJ1c2VyIn0',
  'c2lnbmF0dXJl',
].join('.');
const githubToken = `ghp_${'a1B2'.repeat(9)}`;
const awsKeyId = `AKIA${'ABCD2345'.repeat(2)}`;
const privateKey = `-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----`;

describe('isSecretKey', () => {
  it.each([
    'password',
    'DB_PASSWORD',
    'clientSecret',
    'x-api-key',
    'apiKey',
    'Authorization',
    'metadata.annotations.token',
    'refresh_token',
    'privateKey',
    'githubToken',
    'AWS_SECRET_ACCESS_KEY',
  ])('tells that %s holds a secret', key => {
    expect(isSecretKey(key)).toBe(true);
  });

  it.each([
    'entityRef',
    'key',
    'tokenCount',
    'passwordPolicy',
    'author',
    'secretName',
    '',
  ])('tells that %s holds none', key => {
    expect(isSecretKey(key)).toBe(false);
  });
});

describe('redactText', () => {
  it.each([
    ['a web token', `got ${jwt} from`, `got ${REDACTED} from`],
    ['a vendor token', `use ${githubToken}!`, `use ${REDACTED}!`],
    ['an access key id', awsKeyId, REDACTED],
    ['a private key', `x ${privateKey} y`, `x ${REDACTED} y`],
    ['a private key cut short', privateKey.slice(0, 40), REDACTED],
    [
      'a header',
      'Authorization: Bearer abcdef123456',
      `Authorization: Bearer ${REDACTED}`,
    ],
    ['an assignment', 'password=hunter22 for x', `password=${REDACTED} for x`],
    [
      'a quoted field',
      '{"clientSecret":"hun ter","a":1}',
      `{"clientSecret":${REDACTED},"a":1}`,
    ],
    [
      'credentials in an address',
      'https://bob:hunter2@host/x',
      `https://bob:${REDACTED}@host/x`,
    ],
  ])('replaces %s', (_, text, expected) => {
    expect(redactText(text)).toBe(expected);
    expect(redactText(expected)).toBe(expected);
  });

  it.each([
    'component:default/token-service',
    'https://example.com:8080/@scope/package',
    'The key of the entity is component:default/x',
    'user:default/ada',
  ])('keeps %s', text => {
    expect(redactText(text)).toBe(text);
  });

  it('comes to an end on hostile text', () => {
    const hostile = `${'password'.repeat(10_000)} ${'://a:'.repeat(
      10_000,
    )} ${'-----BEGIN '.repeat(5_000)}`;
    expect(redactText(hostile)).toContain('password');
  });
});

describe('redactQuery', () => {
  it.each([
    ['code=abc&state=def&page=2', 'code=[redacted]&state=[redacted]&page=2'],
    ['access_token=abc', 'access_token=[redacted]'],
    ['filter=metadata.token%3Dabc&x', 'filter=[redacted]&x'],
    [`q=${jwt}`, 'q=[redacted]'],
    ['q=%E0%A4%A&a=b=c', 'q=%E0%A4%A&a=b=c'],
    ['', ''],
  ])('%s becomes %s', (query, expected) => {
    expect(redactQuery(query)).toBe(expected);
  });
});

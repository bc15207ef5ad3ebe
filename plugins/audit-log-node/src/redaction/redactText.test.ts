import { redactText } from './redactText';
import { SecretNames } from './secretNames';

const names = new SecretNames();
const secret = 'Zx9pQ2vL7mT4kR8w';

/** Joined at run time, so that no scanner takes this file for a leak. */
const shape = (...parts: string[]) => parts.join('');

describe('redactText', () => {
  it.each([
    ['key and value', `password=${secret}`],
    ['spaces around the separator', `db password : ${secret}, retrying`],
    ['double quotes', `{"client_secret": "${secret} with spaces"}`],
    ['single quotes', `{'apiKey': '${secret}'}`],
    ['escaped JSON', `body was {\\"token\\":\\"${secret}\\"}`],
    ['escaped quotes inside', `{"password":"a\\"${secret}"}`],
    ['a list', `tokens: ["${secret}", "${secret}"]`],
    ['an object', `credentials={user: "ada", pass: "${secret}"}`],
    ['a nested list', `secrets=[[1,2],["${secret}"]]`],
    ['compound names', `AZURE_CLIENT_SECRET=${secret}`],
    ['camel case', `myDbPassword=${secret}`],
    ['names without separators', `dbpassword=${secret}`],
    ['a cookie header', `Cookie: a=1; session=${secret}; b=2`],
    ['an authorization header', `authorization: Custom ${secret} ${secret}`],
    ['bearer', `sent Bearer ${secret} to it`],
    ['bearer in lower case', `bearer ${secret.toLowerCase()}`],
    ['basic', `Basic dXNlcjpwYXNz${secret}`],
    ['user info', `https://ada:${secret}@example.com/x`],
    ['database address', `postgresql://backstage:${secret}@db:5432/x`],
    ['query in text', `GET /x?a=1&access_token=${secret}&b=2`],
    ['encoded query', `to=%2Fx%3Faccess_token%3D${secret}%26b%3D2`],
    ['command line', `curl --password ${secret} host`],
    ['command line with =', `curl --api-key=${secret} host`],
    ['hash rocket', `"password" => "${secret}"`],
    ['Azure account', `AccountName=a;AccountKey=${secret}==;Suffix=b`],
    ['Azure SAS', `https://a.blob.core.windows.net/c?sv=1&sig=${secret}`],
    ['JWT', shape('ey', 'JhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.', secret)],
    ['JWT without signature', shape('ey', `JhbGciOiJub25lIn0.${secret}.`)],
    ['GitHub', shape('gh', `p_${secret}${secret}`)],
    ['GitHub fine grained', shape('github', `_pat_${secret}_${secret}`)],
    ['GitLab', shape('gl', `pat-${secret}${secret}`)],
    ['Slack', shape('xo', `xb-1234-${secret}`)],
    [
      'Slack webhook',
      shape('https://hooks.slack', `.com/services/T/B/${secret}`),
    ],
    ['AWS key id', shape('AK', 'IA', 'ZX9PQ2VL7MT4KR8W')],
    ['AWS secret', `aws_secret_access_key = ${secret}/${secret}+abc`],
    ['Google API key', shape('AI', `za${secret}${secret}xyz`)],
    ['Google access token', shape('ya', `29.${secret}${secret}`)],
    ['Azure client secret', shape('abc8', `Q~${secret}${secret}`)],
    ['Vault', shape('hv', `s.${secret}${secret}`)],
    ['npm', shape('np', `m_${secret}${secret}`)],
    ['Stripe', shape('sk', `_live_${secret}`)],
  ])('takes out %s', (_, text) => {
    const result = redactText(text, names);
    expect(result.toLowerCase()).not.toContain(
      secret.slice(0, 9).toLowerCase(),
    );
    expect(result).not.toContain('ZX9PQ2VL7');
    expect(result).toContain('[redacted]');
    expect(redactText(result, names)).toBe(result);
  });

  it('takes out private keys, also ones that never end', () => {
    const begin = shape('-----BEGIN RSA ', 'PRIVATE KEY-----');
    const end = shape('-----END RSA ', 'PRIVATE KEY-----');
    expect(redactText(`a ${begin}\n${secret}\n${end} b`, names)).toBe(
      'a [redacted] b',
    );
    expect(redactText(`a ${begin}\n${secret}\n`, names)).toBe('a [redacted]');
    expect(redactText(`${begin}\nA\n${end}\n${begin}\nB\n${end}`, names)).toBe(
      '[redacted]\n[redacted]',
    );
  });

  it.each([
    'component:default/svc-77 was not found',
    'Basic functionality works, and bearer token is missing',
    'Request to https://example.com:8080/a?kind=component&page=2 failed: 404',
    'tokenType=bearer; token_count: 12; passwordPolicy: strict',
    'secretName=db, accessKeyId=none, token_endpoint=https://idp/token',
    'curl --output file --verbose',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
    '12:30:05 [info] user:default/ada signed in',
    '',
    '=',
    ':::',
  ])('keeps %s', text => {
    expect(redactText(text, names)).toBe(text);
  });

  it('keeps what is around a secret', () => {
    expect(
      redactText(
        `GET https://ada:${secret}@host/x?token=${secret}&b=2 failed`,
        names,
      ),
    ).toBe('GET https://ada:[redacted]@host/x?token=[redacted]&b=2 failed');
  });

  it('knows configured names', () => {
    const own = new SecretNames(['vault-pin']);
    expect(redactText('vaultPin=1234', own)).toBe('vaultPin=[redacted]');
    expect(redactText('vaultPin=1234', names)).toBe('vaultPin=1234');
  });
});

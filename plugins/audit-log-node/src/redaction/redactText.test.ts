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
    ['a name of a list', `https://idp/x?token[]=${secret}`],
    ['a name of an item', `https://idp/x?token[0]=${secret}`],
    ['a name that is encoded', `/x/pass%77ord=${secret}`],
    ['an underscore that is encoded', `/x?access%5Ftoken=${secret}`],
    ['brackets that are encoded', `url:/x?filter%5Bpassword%5D=${secret}`],
    ['JSON that is encoded', `/a=%7B%22password%22%3A%22${secret}%22%7D`],
    ['user info that is encoded', `to=https%3A%2F%2Fada%3A${secret}%40host`],
    ['a scheme that is encoded', `h=Bearer%20${secret}`],
    ['a token that is encoded', shape('/x/g', `h%70_${secret}${secret}`)],
    ['what is encoded twice', `to=%252Fx%253Faccess_token%253D${secret}%2526`],
    ['what is encoded in no way', `/x/%ff/pass%77ord=${secret}`],
    [
      'what is encoded in several ways',
      `/password%3D${secret}%20%2561ccess_token%253D${secret}`,
    ],
    ['command line', `curl --password ${secret} host`],
    ['command line with =', `curl --api-key=${secret} host`],
    ['command line with quotes', `tool --password "${secret} two" host`],
    ['command line within JSON', `{"c":"tool --token \\"${secret}\\" x"}`],
    ['a short option', `tool -p ${secret}`],
    ['a short option beside a user', `tool -u ada -p ${secret.slice(0, 6)}`],
    ['a short option with =', `tool --user=ada -p='${secret}'`],
    ['unzip', `unzip -P ${secret.slice(0, 6)} a.zip`],
    ['ldapsearch', `ldapsearch -x -D cn=a -w ${secret.slice(0, 6)} -b dc=b`],
    ['key=', `GET /x?key=${secret}&b=2`],
    ['"key":', `{"key":"${secret}"}`],
    ['full width letters', `\uff50\uff41\uff53\uff53=${secret}`],
    ['a full width separator', `token\uff1a${secret}`],
    [
      'a token in full width',
      shape('\uff47\uff48', `p\uff3f${secret}${secret}`),
    ],
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
    ['a name in capitals', `DB_PASS=${secret}`],
    ['a short name', `dbPass: ${secret}`],
    ['a session', `sessionid=${secret}`],
    ['an id that is secret', `secretId: ${secret}`],
    ['a key of another kind', `hmacKey=${secret}`],
    ['the data of a key', `client-key-data: ${secret}`],
    ['a code', `mfaCode=${secret}`],
    ['a word in German', `Passwort: ${secret}`],
    ['a word in Spanish', `contraseña=${secret}`],
    ['a word in Russian', `пароль: ${secret}`],
    ['a word in Chinese', `密码：${secret}`],
    ['name and value in JSON', `{"name":"DB_PASSWORD","value":"${secret}"}`],
    ['value and name in JSON', `{"value":"${secret}","name":"DB_PASSWORD"}`],
    ['name and value in YAML', `- name: X_TOKEN\n  value: ${secret}\n`],
    ['name and value in XML', `<add key="Password" value="${secret}"/>`],
    ['a list of headers', `[["authorization","${secret} ${secret}"]]`],
    ['an element', `<db:password>${secret}</db:password>`],
    ['a sentence', `the password is ${secret}.`],
    ['a sentence in German', `Das Passwort lautet ${secret}`],
    ['user and password for curl', `curl -u bob:${secret} host`],
    ['a password for mysql', `mysql -uroot -p${secret} db`],
    ['a token before the host', `https://${secret}@github.com/acme/x`],
    ['an @ in the password', `postgres://ada:p@ss${secret}@db:5432/x`],
    ['a / in the password', `postgres://ada:p/s@s${secret}@db/x`],
    ['an encoded name in a path', `/login%3Ftoken%3D${secret}`],
    ['an encoded parameter of a path', `/x/%3Bjsessionid=${secret}`],
    ['a name that is encoded twice', `to=%252Fx%253Ftoken%253D${secret}`],
    ['a name and a value side by side', `rejected token ${secret} of ada`],
    ['a quoted password', `Password "hunter22${secret}" was rejected`],
    ['a password in quotes', `invalid password '${secret}' for ada`],
    ['a line of a netrc', `machine h login ada password ${secret}`],
    ['what two words name', `the api key is ${secret}`],
    ['a login at a registry', `docker login -u ada -p ${secret} ghcr.io`],
    ['an address of Oracle', `jdbc:oracle:thin:ada/${secret}@host:1521:x`],
    ['a list in YAML', `env: [{name: DB_PASSWORD, value: ${secret}}]`],
    ['words in French', `mot de passe : ${secret}`],
    ['Hugging Face', shape('h', `f_${secret}${secret}xy`)],
    ['Shopify', shape('shp', `at_${secret}${secret}`)],
    ['Doppler', shape('dp', `.pt.${secret}${secret}`)],
    ['Linear', shape('lin', `_api_${secret}${secret}`)],
    ['Figma', shape('fig', `d_${secret}${secret}`)],
    ['Stripe webhooks', shape('wh', `sec_${secret}`)],
    ['Teams', shape('https://acme.webhook.office.com/web', `hookb2/${secret}`)],
    ['Discord', shape('https://discord.com/api/web', `hooks/1/${secret}`)],
    ['OpenAI', shape('sk', `-proj-${secret}-${secret}`)],
  ])('takes out %s', (_, text) => {
    const result = redactText(text, names);
    expect(result.toLowerCase()).not.toContain(
      secret.slice(0, 9).toLowerCase(),
    );
    expect(result).not.toContain('ZX9PQ2VL7');
    expect(result).toContain('[redacted]');
    expect(redactText(result, names)).toBe(result);
  });

  const tokens: [string, string][] = [
    ['JWT', shape('ey', 'JhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.', secret)],
    ['GitHub', shape('gh', `p_${secret}${secret}`)],
    ['GitHub fine grained', shape('github', `_pat_${secret}_${secret}`)],
    ['GitLab', shape('gl', `pat-${secret}x7Kq`)],
    ['GitLab with hyphens', shape('gl', 'pat-x9F_bQzt-Mk7vPqRw-2D')],
    ['Slack', shape('xo', `xb-1234-${secret}`)],
    ['AWS key id', shape('AK', 'IA', 'ZX9PQ2VL7MT4KR8W')],
    ['AWS key id without digits', shape('AK', 'IA', 'ZXHPQGVLFMTJKRNW')],
    ['AWS session key id', shape('AS', 'IA', 'ZX9PQ2VL7MT4KR8W')],
    ['Google API key', shape('AI', `za${secret}${secret}xyz`)],
    ['Azure client secret', shape('abc8', `Q~${secret}${secret}`)],
    ['Vault', shape('hv', `s.${secret}${secret}`)],
    ['npm', shape('np', `m_${secret}${secret}`)],
    ['Stripe', shape('sk', `_live_${secret}`)],
    ['SendGrid', shape('SG', `.${secret}.${secret}`)],
    ['Hugging Face', shape('h', `f_${secret}${secret}xy`)],
    ['OpenAI', shape('sk', `-proj-${secret}-${secret}`)],
    ['Telegram', shape('123456789', `:AA${secret}${secret}Z`)],
    [
      'private key',
      shape('-----BEGIN ', `PRIVATE KEY-----\n${secret}\n-----END `),
    ],
  ];

  it.each(tokens)('takes out %s lowered or raised on its way', (_, token) => {
    for (const text of [token, token.toLowerCase(), token.toUpperCase()]) {
      expect(redactText(`component:default/${text} not found`, names)).toMatch(
        /^component:default\/\[redacted\]( not found)?$/,
      );
    }
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
    'component:default/sk-billing-service-production',
    'https://github.com/acme/sk-payments-gateway-config/blob/main/a.yaml',
    'component:default/asiapacific2026productioncluster',
    'component:default/sk_prod_production',
    'component:default/hvs.K8S-K8s-k8s-K8S-K8S-node',
    'component:default/SK-BILLING-SERVICE-PRODUCTION',
    'component:default/HRKU-mssql-https-gateway-service',
    'component:default/akiabaraservicemanager',
    'system:default/eyjafjallajokull-monitoring-2026',
    '/api/catalog/entities/by-name/component/default/my%20service%3A100%25',
    '/caf%C3%A9/%ff%fe/%E6%96%87?q=%25252525',
    'tokens[0]: must be a text',
    'role: admin; token: none',
    'AuthToken: rotated',
    'authorization: ALLOW',
    'Digest computation/aggregation failed',
    'WorkloadIdentityCredential: authentication unavailable now',
    'first pass: checking files',
    'the password is too short, the token is malformed',
    'cookieConsent=accepted&passwordResetRequested=yes',
    'docker run -u 1000:1000 image',
    'docker run --user 1000 -p 8080:80 -p 53:53/udp image',
    'psql -U ada -p 5432 -d orders',
    'rsync -u a -p /var/lib/x',
    'mkdir -p build-output && ssh -p 22 host',
    'key=user-settings, key: component:default/orders, key=PROJ-1234',
    'key=dt=2026-11-30/events-000002-000000000151.parquet',
    'Password is 12 characters, must have 8',
    'password is 8 to 64 letters long, Passwort ist 12 Zeichen lang',
    'vcr_cassettesforintegrationtests hf_internationalizationservicesproduction',
    'glc_paymentsgatewayconfigurationproduction',
    '\u3001\uff21\uff22\uff23\uff1a\u6771\u4eac',
    'http://host:8080/path?email=ada@example.com',
    'ssh://git@github.com/acme/x',
    '{"name":"token-service","value":"v1"}',
    'max_tokens=4096, tokens: 1200',
    'the token service-account-reader was renamed to token billing-reader',
    'password reset for ada, token expired, secret db-credentials-production',
    'invalid token "undefined", primary key 0b5ec0de-1234-4abc-9def-0123456789ab',
    '/api/catalog/entities?filter=kind%3Dcomponent%26page%3D2',
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

  it('keeps what is around a secret that is encoded', () => {
    expect(
      redactText(`GET /a%20b/pass%77ord=${secret}&x=%C3%A9%27 failed`, names),
    ).toBe('GET /a%20b/password=[redacted]&x=%C3%A9%27 failed');
  });

  it('takes out a code that is sent once', () => {
    expect(redactText('Your one-time code is 482913.', names)).toBe(
      'Your one-time code is [redacted].',
    );
    expect(redactText('the exit code is 137 and more', names)).toBe(
      'the exit code is 137 and more',
    );
  });

  it('knows configured names', () => {
    const own = new SecretNames(['vault-word']);
    expect(redactText('vaultWord=1234', own)).toBe('vaultWord=[redacted]');
    expect(redactText('vaultWord=1234', names)).toBe('vaultWord=1234');
  });
});

import { storableMeta } from './meta';

describe('secrets whose name stands elsewhere', () => {
  it.each([
    ['name and value', { env: [{ name: 'DB_PASSWORD', value: 'x' }] }],
    ['key and default', { a: { key: 'apiToken', default: 'x', note: 'y' } }],
    ['pairs', { headers: [['authorization', 'x']] }],
    ['headers in a row', { raw: ['Host', 'h', 'Cookie', 'YTpi=1'] }],
    ['arguments', { args: ['login', '--password', 'x', '--verbose'] }],
    ['an odd place', { args: ['--token', 'x'] }],
    ['a field of a form', { field: { type: 'password', value: 'x' } }],
    [
      'a manifest',
      { kind: 'Secret', stringData: { user: 'x' }, data: { a: 'x' } },
    ],
    ['a Docker configuration', { auths: { 'ghcr.io': { auth: 'YTpiOmM9' } } }],
  ])('are replaced: %s', (_, meta) => {
    const text = JSON.stringify(storableMeta(meta));
    expect(text).toContain('[redacted]');
    expect(text).not.toMatch(/"x"|YTpi/);
  });

  it.each([
    [{ env: [{ name: 'REGION', value: 'eu-west-1' }] }],
    [{ required: ['password', 'token'] }],
    [{ fields: ['name', 'token', 'cookie', 'x-y'] }],
    [{ authorization: 'ALLOW', cookieConsent: 'accepted' }],
    [{ credentialsFile: 'a.json', passwordResetRequested: 'yes' }],
    [{ auth: 'oidc', session: 'cookie' }],
    [{ promptTokens: 12, tokenCount: 3 }],
    [{ type: 'text', value: 'x', kind: 'ConfigMap', data: { a: 'b' } }],
    [{ target: { type: 'token', name: 'reader' } }],
  ])('are not seen in %j', meta => {
    expect(storableMeta(meta)).toEqual(meta);
  });

  it('leave what stands beside them', () => {
    expect(
      storableMeta({ a: { name: 'X_TOKEN', value: 'v', note: 'kept' } }),
    ).toEqual({ a: { name: 'X_TOKEN', value: '[redacted]', note: 'kept' } });
  });

  it('leave small values beside a very large one', () => {
    expect(
      storableMeta({ large: 'x '.repeat(100_000), small: 'kept' }),
    ).toMatchObject({ small: 'kept' });
  });
});

import { shapedSecret } from '../secrets.mjs';

const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');

const claims = {
  iss: 'http://localhost/api/auth',
  sub: 'user:default/ada',
  ent: ['user:default/ada', 'group:default/platform-admins'],
  aud: 'backstage',
  exp: 4e9,
};

/** Tokens that claim to be of an Admin, or of nothing at all. */
const FORGERIES = [
  () => `${part({ alg: 'none' })}.${part(claims)}.`,
  () => `${part({ alg: 'none', typ: 'vnd.backstage.user' })}.${part(claims)}.x`,
  random =>
    `${part({ alg: 'HS256', kid: random.word(8) })}.${part(
      claims,
    )}.${random.word(43)}`,
  // Somebody's own header and signature around the claims of another.
  () => `{{alanHeader}}.${part(claims)}.{{alanSignature}}`,
  random => `{{alanHeader}}.{{alanClaims}}.${random.word(86)}`,
  () => '{{alanHeader}}.{{alanClaims}}.',
  () =>
    `${part({ alg: 'ES256', typ: 'vnd.backstage.plugin', kid: 'x' })}.${part({
      sub: 'audit-log-delivery',
      aud: 'audit-log',
      exp: 4e9,
    })}.x`,
  () => '..',
  () => 'null',
  random => random.word(random.whole(1, 6000)),
  (random, sentinel) => shapedSecret(random, sentinel),
];

const SCHEMES = ['Bearer ', 'bearer ', 'Bearer  ', 'Basic ', 'Bearer Bearer '];

/** Whatever a token says, nobody becomes somebody by it. */
export const attack = {
  name: 'tokens',
  share: 10,
  make(random, { sentinel, nth }) {
    const token = random.pick(FORGERIES)(random, sentinel);
    const authorization = `${random.pick(SCHEMES)}${token}`;
    return {
      caller: 'anonymous',
      method: random.pick(['GET', 'POST', 'PUT', 'DELETE']),
      path: random.pick([
        '/api/catalog/entities',
        `/api/catalog/locations/forged-${nth}`,
        '/api/audit-log/v1/events',
        '/api/audit-log/v1/settings',
        '/api/audit-log/v1/grants',
        '/api/user-settings/buckets/forged/keys/x',
        '/api/scaffolder/v2/tasks',
      ]),
      headers: random.chance(0.8)
        ? [['authorization', authorization]]
        : [['cookie', `backstage-auth=${token}; oidc-refresh-token=${token}`]],
    };
  },
};

import { Random } from './Random.mjs';

/**
 * What stands in every secret of an attack and nowhere else, in capitals
 * in some: what of it is found afterwards was not redacted.
 */
export function sentinelOf(seed) {
  return `Zx9${Random.of(seed, 'sentinel').word(9)}Q7`;
}

const base64url = value =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/** Shapes of tokens. Their beginnings are joined here, for scanners' sake. */
const SHAPES = {
  jwt: (core, random) =>
    [
      base64url({ alg: 'ES256', kid: random.word(6) }),
      base64url({ sub: 'user:default/ada', n: random.whole(0, 1e9) }),
      core,
    ].join('.'),
  github: core => ['gh', 'p_', core, core].join('').slice(0, 40),
  gitlab: core => ['gl', 'pat-', core].join(''),
  slack: core => ['xo', 'xb-1234-', core].join(''),
  stripe: core => ['sk', '_live_', core].join(''),
  amazon: core => ['AK', 'IA', core.toUpperCase().slice(0, 16)].join(''),
  npm: core => ['np', 'm_', core, core].join(''),
};

const core = (random, sentinel) => `${sentinel}${random.word(24)}`;

/** A token whose shape tells that it is one. */
export function shapedSecret(random, sentinel) {
  const shape = SHAPES[random.pick(Object.keys(SHAPES))];
  return shape(core(random, sentinel), random);
}

const NAMES = [
  'password',
  'token',
  'access_token',
  'apiKey',
  'client_secret',
  'DB_PASSWORD',
  'refreshToken',
];

/** A secret that only its name tells: `[name, value]`. */
export function namedSecret(random, sentinel) {
  return [random.pick(NAMES), core(random, sentinel)];
}

/** A secret as it stands in running text. */
export function writtenSecret(random, sentinel) {
  const [name, value] = namedSecret(random, sentinel);
  return random.pick([
    `${name}=${value}`,
    `{"${name}":"${value}"}`,
    `Bearer ${shapedSecret(random, sentinel)}`,
    `https://ada:${value}@example.com/x`,
    shapedSecret(random, sentinel),
  ]);
}

import { namedSecret, shapedSecret } from '../secrets.mjs';
import { json } from './json.mjs';

/** Every character as `%…`, or some of them, or none. */
function escaped(random, text) {
  const share = random.pick([0.2, 1]);
  return Array.from(text, character =>
    random.chance(share)
      ? `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`
      : character,
  ).join('');
}

const ONE_CASE = [
  text => text.toLowerCase(),
  text => text.toUpperCase(),
  text => text,
];

/** Where long texts are cut before they are read, in characters. */
const CUTS = [512, 1024, 2048, 4096].map(limit => 4 * limit);

/** A text that is cut somewhere within the secret at its end. */
function cutWithin(random, secret) {
  const length = random.pick(CUTS) - random.whole(1, secret.length + 60);
  return `password=${'A'.repeat(Math.max(1, length - 10))} ${secret} x`;
}

/** Secrets that are written otherwise than whoever looks for them expects. */
export const attack = {
  name: 'spelled secrets',
  share: 6,
  make(random, { sentinel }) {
    const shaped = random.pick(ONE_CASE)(shapedSecret(random, sentinel));
    const [name, value] = namedSecret(random, sentinel);
    const spelt = escaped(random, name);
    const twice = encodeURIComponent(encodeURIComponent(`/y?${name}=${value}`));
    const cut = cutWithin(random, shapedSecret(random, sentinel));
    return {
      caller: random.pick(['anonymous', 'alan']),
      ...random.pick([
        { path: `/api/catalog/entities/by-name/component/default/${shaped}` },
        { method: 'DELETE', path: `/api/catalog/locations/${shaped}` },
        { method: 'DELETE', path: `/api/catalog/x/${spelt}=${value}` },
        { method: 'DELETE', path: `/api/catalog/x/${spelt}%3D${value}` },
        { method: 'DELETE', path: `/api/catalog/x/${twice}` },
        { method: 'PUT', path: `/api/catalog/x?${spelt}=${value}` },
        { method: 'PUT', path: `/api/catalog/x?${name}[]=${value}` },
        { method: 'PUT', path: `/api/catalog/x?to=${twice}` },
        { method: 'PUT', path: `/api/catalog/x/${name}[0]=${value}/%ff` },
        {
          method: 'PUT',
          path: '/api/catalog/x',
          headers: [['user-agent', `x ${spelt}=${value} ${shaped}`]],
        },
        ...[
          { type: 'url', target: `https://example.com/?${spelt}=${value}` },
          { type: 'url', target: `https://example.com/${shaped}` },
          { type: 'url', target: `https://example.com/?${cut}` },
          { type: cut, target: 'x' },
        ].map(body => ({
          method: 'POST',
          path: '/api/catalog/locations',
          ...json(body),
        })),
        {
          method: 'POST',
          path: '/api/catalog/refresh',
          ...json({ entityRef: `component:default/${shaped}` }),
        },
        {
          method: 'POST',
          path: '/api/auth/v1/token',
          ...json({ grant_type: 'x', client_id: cut }),
        },
      ]),
    };
  },
};

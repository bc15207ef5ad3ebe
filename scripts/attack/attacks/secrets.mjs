import { namedSecret, shapedSecret, writtenSecret } from '../secrets.mjs';
import { json } from './json.mjs';

const encoded = encodeURIComponent;

/** Secrets in every place of a request. */
export const attack = {
  name: 'secrets',
  share: 10,
  make(random, { sentinel }) {
    const caller = random.pick(['anonymous', 'alan']);
    const shaped = shapedSecret(random, sentinel);
    const written = writtenSecret(random, sentinel);
    const [name, value] = namedSecret(random, sentinel);
    return {
      caller,
      method: random.pick(['PUT', 'POST', 'DELETE']),
      ...random.pick([
        { path: `/api/catalog/locations/${encoded(shaped)}` },
        { path: `/api/catalog/locations/x?${name}=${encoded(value)}` },
        {
          path: `/api/catalog/locations/x?to=${encoded(`/y?${name}=${value}`)}`,
        },
        {
          path: '/api/catalog/x',
          headers: [['user-agent', `tool ${written}`]],
        },
        { path: '/api/catalog/x', headers: [['x-api-key', value]] },
        { path: '/api/catalog/x', headers: [['cookie', `session=${value}`]] },
        {
          path: '/api/catalog/x',
          headers: [['referer', `https://x/?${name}=${value}`]],
        },
        {
          method: 'POST',
          path: '/api/catalog/locations',
          ...json({
            type: 'url',
            target: `https://ada:${value}@example.com/${random.word(6)}`,
          }),
        },
        {
          method: 'POST',
          path: '/api/scaffolder/v2/tasks',
          ...json({
            templateRef: 'template:default/none',
            values: { [name]: value, text: written },
            secrets: { any: value },
          }),
        },
        {
          method: 'POST',
          path: '/api/auth/v1/token',
          ...json({
            grant_type: 'x',
            client_id: shaped,
            code: value,
          }),
        },
        {
          method: 'GET',
          path: `/api/catalog/entities/by-name/component/default/${encoded(
            shaped,
          )}`,
        },
      ]),
    };
  },
};

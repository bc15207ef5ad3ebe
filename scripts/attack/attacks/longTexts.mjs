import { encodedWithin, hostileText } from '../texts.mjs';
import { json } from './json.mjs';

/** Of what plugins make targets and names, without a token or with one. */
export const attack = {
  name: 'long texts',
  share: 12,
  make(random) {
    const text = hostileText(random);
    const part = encodedWithin(text, 9000);
    return random.pick([
      () => ({
        method: 'POST',
        path: '/api/auth/v1/token',
        ...json({ grant_type: 'x', client_id: text }),
      }),
      () => ({
        method: 'POST',
        path: '/api/auth/v1/revoke',
        ...json({ token: 'x', client_id: text }),
      }),
      () => ({ path: `/api/auth/v1/authorize?client_id=${part}` }),
      () => ({ method: 'DELETE', path: `/api/catalog/locations/${part}x` }),
      () => ({
        caller: 'alan',
        path: `/api/catalog/entities/by-name/component/default/x${part}`,
      }),
      () => ({
        caller: 'alan',
        method: 'POST',
        path: '/api/catalog/locations',
        ...json({
          type: 'url',
          target: `https://example.com/${text}`,
        }),
        mustBeRecorded: true,
      }),
      () => ({
        caller: 'alan',
        method: 'POST',
        path: '/api/catalog/refresh',
        ...json({ entityRef: `component:default/${text}` }),
        mustBeRecorded: true,
      }),
    ])();
  },
};

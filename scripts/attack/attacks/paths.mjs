import { encodedWithin, hostileText } from '../texts.mjs';

const ROUTES = [
  '/api/catalog/entities',
  '/api/catalog/locations',
  '/api/scaffolder/v2/tasks',
  '/api/audit-log/v1/settings/disable',
  '/api/audit-log/v1/events',
  '/api/user-settings/buckets/x/keys/y',
  '/api/permission/authorize',
  '/api/kubernetes/clusters',
  '/api/unheard-of/things',
];

const SPELLINGS = [
  path => path.toUpperCase(),
  path => path.replaceAll('/', '//'),
  path => `${path}/`,
  path => `${path}/../../x`,
  path => path.replace('/api', '/api/.'),
  path => path.replace('/api/', '/api/%2e%2e/api/'),
  path => path.replaceAll('/', '%2f').replace('%2f', '/'),
  path => `${path};v=1`,
  path => `${path}%00`,
  path => `${path}%`,
  path => `${path}%c0%ae%c0%ae`,
  path => `${path}?`,
  path => `${path}?a[b][c]=1&a=2&__proto__[x]=1&constructor=1`,
  path => `http://example.com${path}`,
  path => `${path}#part`,
  path => `${path}\\..\\x`,
  path => path.replace('a', '%61'),
  path => `/${'../'.repeat(40)}etc/passwd${path}`,
];

/** One route in the many ways in which it can be written. */
export const attack = {
  name: 'spellings of paths',
  share: 8,
  make(random) {
    const path = random.pick(SPELLINGS)(random.pick(ROUTES));
    const rest = random.chance(0.3)
      ? `${path.includes('?') ? '&' : '?'}q=${encodedWithin(
          hostileText(random),
          3000,
        )}`
      : '';
    return {
      caller: random.pick(['anonymous', 'alan']),
      // Nobody but an Admin may, however it is spelt; nothing of it succeeds.
      method: random.pick(['GET', 'HEAD', 'PUT', 'POST', 'DELETE', 'PATCH']),
      path: `${path}${rest}`,
    };
  },
};

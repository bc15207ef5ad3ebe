import { asHeader, hostileText } from '../texts.mjs';

const CLAIMS = {
  authorization: ['Bearer x', 'Basic YWRhOmFkYQ==', 'Bearer {{alan}}x'],
  'user-agent': ['demo-activity', 'ada'],
  'content-type': ['application/json', 'text/plain'],
  host: ['localhost', 'example.com'],
  'x-request-id': ['a', 'b'],
  traceparent: [
    '00-0123456789abcdef0123456789abcdef-0123456789abcdef-01',
    '00-x',
  ],
  'x-forwarded-user': ['user:default/ada'],
  'set-cookie': ['a=b', 'backstage-auth={{alan}}x'],
  cookie: ['backstage-auth=x', 'oidc-refresh-token=x'],
};

/** Headers that come twice: who reads them must not believe the second. */
export const attack = {
  name: 'headers twice',
  share: 4,
  make(random) {
    return {
      caller: random.pick(['anonymous', 'alan']),
      method: random.pick(['GET', 'PUT', 'POST']),
      path: random.pick([
        '/api/catalog/entities/by-name/component/default/twice',
        '/api/catalog/twice',
        '/api/audit-log/v1/settings',
        '/api/user-settings/buckets/twice',
      ]),
      lateHeaders: Array.from({ length: random.whole(1, 3) }, () => {
        const name = random.pick(Object.keys(CLAIMS));
        return [
          name,
          random.chance(0.8)
            ? random.pick(CLAIMS[name])
            : asHeader(hostileText(random), 1000),
        ];
      }),
    };
  },
};

import { asHeader, hostileText } from '../texts.mjs';

const NAMES = [
  'user-agent',
  'x-request-id',
  'x-forwarded-for',
  'x-forwarded-user',
  'x-real-ip',
  'x-user-id',
  'x-backstage-user',
  'forwarded',
  'traceparent',
  'accept-language',
  'referer',
  'origin',
  'if-match',
  'accept',
  'cookie',
];

const CLAIMS = [
  'user:default/ada',
  '127.0.0.1, user:default/ada',
  'for="[::1]";by=user:default/ada',
  '00-00000000000000000000000000000000-0000000000000000-01',
  '999.999.999.999',
];

/** Headers that claim to be somebody or somewhere else, or are hard to read. */
export const attack = {
  name: 'headers',
  share: 8,
  make(random) {
    const names = new Set(
      Array.from({ length: random.whole(1, 4) }, () => random.pick(NAMES)),
    );
    return {
      caller: random.pick(['anonymous', 'alan']),
      method: random.pick(['GET', 'PUT', 'POST', 'DELETE']),
      path: random.pick([
        '/api/catalog/entities/by-name/component/default/headers',
        '/api/catalog/locations/headers',
        '/api/user-settings/buckets/headers',
        '/api/scaffolder/v2/tasks/headers',
      ]),
      headers: [...names].map(name => [
        name,
        random.chance(0.5)
          ? random.pick(CLAIMS)
          : asHeader(hostileText(random), 2500),
      ]),
    };
  },
};

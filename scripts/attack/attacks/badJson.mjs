import { gzipSync } from 'node:zlib';
import { hostileText } from '../texts.mjs';

const nested = (open, close, depth) => open.repeat(depth) + close.repeat(depth);

const BODIES = [
  () => '{',
  () => '{"a":1,}',
  () => '\ufeff{"a":1}',
  () => 'null',
  () => '[]',
  () => '0',
  () => '"x"',
  () => '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"a":1}}}',
  () => '{"type":"url","type":"file","target":"a","target":"b"}',
  () => '{"a":1e999,"b":-0,"c":123456789012345678901234567890}',
  random => nested('[', ']', random.whole(100, 5000)),
  random => nested('{"a":', '}', random.whole(100, 2000)).replace(':}', ':1}'),
  random => JSON.stringify({ type: 'url', target: hostileText(random) }),
  random => JSON.stringify({ [hostileText(random, { most: 600 })]: 1 }),
  random =>
    JSON.stringify({ toJSON: 1, then: 1, length: random.whole(0, 2 ** 31) }),
  random => random.bytes(random.whole(1, 400)),
  () => gzipSync('{"a":1}'),
];

const TYPES = [
  'application/json',
  'application/json; charset=utf-16',
  'application/json; charset=nonsense',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/xml',
];

/** Bodies that are no JSON, or of another kind than they say. */
export const attack = {
  name: 'bad JSON',
  share: 8,
  make(random) {
    return {
      caller: random.pick(['anonymous', 'alan']),
      method: random.pick(['POST', 'PUT']),
      path: random.pick([
        '/api/catalog/locations',
        '/api/catalog/refresh',
        '/api/catalog/validate-entity',
        '/api/catalog/entities/by-refs',
        '/api/auth/v1/token',
        '/api/scaffolder/v2/tasks',
        '/api/user-settings/buckets/json/keys/x',
        '/api/permission/authorize',
        '/api/audit-log/v1/grants',
        '/api/audit-log/v1/events',
        '/api/audit-log/v1/settings/disable',
      ]),
      headers: [
        [
          'content-type',
          random.pick(random.chance(0.6) ? TYPES.slice(0, 1) : TYPES),
        ],
        ...(random.chance(0.1) ? [['content-encoding', 'gzip']] : []),
      ],
      body: random.pick(BODIES)(random),
    };
  },
};

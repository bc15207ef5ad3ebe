import { deliveredEvent, delivery } from './deliveredEvent.mjs';

const POLLUTING = [
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"a":{"__proto__":{"polluted":1}},"__proto__":null}',
  '{"toJSON":1,"hasOwnProperty":1,"then":1,"valueOf":null,"length":-1}',
];

const nested = (random, open, close) => {
  const depth = random.pick([30, 63, 64, 65, 100, 2000, 50_000]);
  return `{"a":${open.repeat(depth)}1${close.repeat(depth)}}`;
};

const SHAPES = [
  random => random.pick(POLLUTING),
  random => nested(random, '{"a":', '}'),
  random => nested(random, '[', ']'),
];

const QUERIES = [
  '__proto__[polluted]=1',
  'constructor[prototype][polluted]=1',
  '__proto__.polluted=1&__proto__=1',
  'q[__proto__][polluted]=1',
  `${'a[b]'.repeat(200)}=1`,
];

/** Objects that would change all others, or are too deep to walk. */
export const attack = {
  name: 'polluting objects',
  share: 3,
  make(random) {
    const shape = random.pick(SHAPES)(random);
    const delivered = delivery(random, [
      deliveredEvent(random, { meta: '{{shape}}' }),
    ]);
    return random.pick([
      {
        ...delivered,
        body: delivered.body.replace('"{{shape}}"', () => shape),
      },
      {
        caller: random.pick(['anonymous', 'alan']),
        method: 'POST',
        path: random.pick([
          '/api/catalog/locations',
          '/api/scaffolder/v2/tasks',
          '/api/audit-log/v1/views',
          '/api/audit-log/v1/grants',
        ]),
        headers: [['content-type', 'application/json']],
        body: shape,
      },
      {
        caller: 'alan',
        path: `/api/audit-log/v1/events?limit=1&${random.pick(QUERIES)}`,
      },
      {
        caller: random.pick(['anonymous', 'alan']),
        method: 'PUT',
        path: `/api/catalog/x?${random.pick(QUERIES)}`,
      },
    ]);
  },
  check({ events }) {
    return events
      .filter(event => Object.keys(event).includes('polluted'))
      .map(({ sequence }) => `Event ${sequence} has what it was never given`);
  },
};

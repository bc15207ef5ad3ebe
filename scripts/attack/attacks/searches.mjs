import { encodedWithin, hostileText } from '../texts.mjs';

const QUERIES = [
  random => 'actor:'.repeat(random.whole(1, 400)),
  random => '('.repeat(random.whole(1, 900)),
  random =>
    `${'-('.repeat(random.whole(1, 60))}x${')'.repeat(random.whole(1, 60))}`,
  random => `"${'*'.repeat(random.whole(1, 300))}"`,
  random => Array(random.whole(1, 150)).fill('target:a*b*c*').join(' OR '),
  random => `meta.${'a.'.repeat(random.whole(1, 100))}b:1`,
  () => 'ip:10.0.0.0/99 severity>=x outcome:',
  () => `target:${'%'.repeat(50)} id:' OR 1=1--`,
  random => hostileText(random, { most: 1024 }),
];

const PLACES = [
  'events?limit=5&',
  'events?limit=-1&',
  'events?limit=5&cursor=AAAA&',
  'events/histogram?from=0000&to=x&',
  'events/facets?',
  'events/groups?by=meta.__proto__&',
  'events/groups?by=actor&',
  'events/x?',
];

/** Questions to the log of somebody who may read it. */
export const attack = {
  name: 'searches',
  share: 3,
  make(random) {
    const query = encodedWithin(random.pick(QUERIES)(random), 6000);
    return {
      caller: 'alan',
      path: `/api/audit-log/v1/${random.pick(PLACES)}q=${query}`,
    };
  },
};

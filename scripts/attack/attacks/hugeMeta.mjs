import { namedSecret } from '../secrets.mjs';
import { hostileText } from '../texts.mjs';
import { deliveredEvent, delivery } from './deliveredEvent.mjs';

const SHAPES = [
  (random, size) => ({ text: random.pick('文x😀').repeat(size) }),
  (random, size) => ({ list: Array(Math.ceil(size / 4)).fill(1) }),
  (random, size) =>
    Object.fromEntries(
      Array.from({ length: Math.ceil(size / 20) }, (_, n) => [`key${n}`, 'x']),
    ),
  (random, size) =>
    JSON.parse(
      `${'{"a":'.repeat(Math.min(size, 800))}1${'}'.repeat(
        Math.min(size, 800),
      )}`,
    ),
  random => ({ [hostileText(random, { most: 900 })]: hostileText(random) }),
];

/** More than an event may hold, and secrets among it. */
export const attack = {
  name: 'huge meta',
  share: 2,
  make(random, { sentinel }) {
    const size = random.pick([10, 1000, 40_000, 400_000]);
    const [name, value] = namedSecret(random, sentinel);
    const many = random.chance(0.2) ? 20 : 1;
    return delivery(
      random,
      Array.from({ length: size > 1000 ? 1 : many }, () =>
        deliveredEvent(random, {
          meta: { ...random.pick(SHAPES)(random, size), [name]: value },
        }),
      ),
    );
  },
};

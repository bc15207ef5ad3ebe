import { isIP } from 'node:net';

const number = random => random.whole(0, 255);
const four = random =>
  Array.from({ length: 4 }, () => number(random)).join('.');
const six = random =>
  `2001:DB8:0:0:0:0:${random.word(4, '0123456789ABCDEFabcdef')}:1`;

/** As common gateways write where a request comes from, and as nobody does. */
const FORMS = [
  random => four(random),
  random => `${four(random)}:${random.whole(1, 65_535)}`,
  random => six(random),
  random => `[${six(random)}]:${random.whole(1, 65_535)}`,
  random => `"[${six(random)}]"`,
  random => `::ffff:${four(random)}`,
  random => `::ffff:${random.word(4, '0123456789abcdef')}:7`,
  random => `fe80::1%${random.word(5)}`,
  random => `for=${four(random)};proto=https`,
  random => `${four(random)}, ${six(random)},, ,`,
  () => 'unknown',
  () => '_hidden, unknown',
  () => '999.1.1.1',
  () => '0x7f.1, 2130706433, 010.0.0.1',
  random => `${random.word(60)}.example`,
  random => Array(random.whole(50, 400)).fill(four(random)).join(','),
];

/** Addresses that a caller makes up, in every form, also in several headers. */
export const attack = {
  name: 'addresses',
  share: 4,
  make(random) {
    return {
      caller: random.pick(['anonymous', 'anonymous', 'alan']),
      method: random.pick(['PUT', 'DELETE']),
      path: `/api/catalog/locations/addressed-${random.word(6)}`,
      headers: Array.from({ length: random.whole(1, 3) }, () => [
        random.pick(['x-forwarded-for', 'X-Forwarded-For', 'x-real-ip']),
        random.pick(FORMS)(random),
      ]),
    };
  },
  /** Whoever searches for a network finds what came from it. */
  check({ events }) {
    return events
      .filter(({ client }) => client?.ip !== undefined)
      .filter(({ client }) => isIP(client.ip) === 0 || !isShort(client.ip))
      .map(
        ({ sequence, client }) =>
          `Event ${sequence} has the address "${client.ip}"`,
      );
  },
};

/** As everybody writes it, so that one address is one text. */
function isShort(ip) {
  return (
    isIP(ip) === 4 ||
    (new URL(`http://[${ip}]`).hostname === `[${ip}]` &&
      !ip.startsWith('::ffff:'))
  );
}

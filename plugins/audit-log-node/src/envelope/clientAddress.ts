import { isIP } from 'node:net';

/** `"[2001:db8::1]:443"`, with or without quotes and port. */
const BRACKETED = /^"?\[([^\]]+)\](?::\w*)?"?$/;
/** `203.0.113.7:51008`, as some gateways write it. */
const WITH_PORT = /^"?(\d{1,3}(?:\.\d{1,3}){3}):\w*"?$/;

/** `::ffff:cb00:7107`, where two numbers are the address of the older kind. */
const MAPPED = /^::ffff:([\da-f]{1,4}):([\da-f]{1,4})$/;

/**
 * The address that a proxy or a socket tells, as everybody writes it, or
 * undefined where it tells none: `unknown`, a name, a word of its own.
 *
 * @remarks
 * Ports, brackets, quotes and zones are left out. `::ffff:10.0.0.1` is how a
 * server for both protocols sees `10.0.0.1`, and `2001:DB8:0::1` is the same
 * as `2001:db8::1`.
 */
export function clientAddress(told: string): string | undefined {
  const text = told.trim().replace(/^for=/i, '');
  const [, bare = text.replace(/^"(.*)"$/, '$1')] =
    BRACKETED.exec(text) ?? WITH_PORT.exec(text) ?? [];
  const address = bare.replace(/%.*$/, '');
  switch (isIP(address)) {
    case 4:
      return address;
    case 6:
      return canonical(address);
    default:
      return undefined;
  }
}

function canonical(address: string): string {
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [, high, low] = MAPPED.exec(short) ?? [];
  return high && low
    ? [high, low]
        .map(part => parseInt(part, 16))
        .flatMap(part => [Math.floor(part / 256), part % 256])
        .join('.')
    : short;
}

import { isIP } from 'node:net';

/** `"[2001:db8::1]:443"`, with or without quotes and port. */
const BRACKETED = /^"?\[([^\]]+)\](?::\w*)?"?$/;
/** `203.0.113.7:51008`, as some gateways write it. */
const WITH_PORT = /^"?(\d{1,3}(?:\.\d{1,3}){3}):\w*"?$/;

/**
 * The address that a proxy or a socket tells, as everybody writes it, or
 * undefined where it tells none: `unknown`, a name, a word of its own.
 *
 * @remarks
 * Ports, brackets, quotes and zones are left out. `::ffff:10.0.0.1` is how a
 * server for both protocols sees `10.0.0.1`.
 */
export function clientAddress(told: string): string | undefined {
  const text = told.trim().replace(/^for=/i, '');
  const [, bare = text.replace(/^"(.*)"$/, '$1')] =
    BRACKETED.exec(text) ?? WITH_PORT.exec(text) ?? [];
  const address = bare.replace(/%.*$/, '');
  const [, mapped] =
    /^(?:0{0,4}:){1,5}:?ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  const found = mapped ?? address;
  return isIP(found) === 0 ? undefined : found.toLowerCase();
}

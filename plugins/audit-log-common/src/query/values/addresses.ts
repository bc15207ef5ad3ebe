import ipaddr from 'ipaddr.js';
import { ValueSpan } from './spans';

const MAPPED_BITS = 96;

/**
 * An IP address as 32 hexadecimal digits whose text order is the order of the
 * addresses. IPv4 is mapped into IPv6 (`::ffff:0:0/96`). Undefined if the text
 * is no address.
 *
 * @public
 */
export function ipAddressKey(text: string): string | undefined {
  const bytes = parseBytes(text.trim());
  return bytes && toHex(bytes);
}

/**
 * Reads one address or a range in CIDR notation as the keys of its first and
 * last address; undefined if the text is neither.
 *
 * @public
 */
export function parseAddressSpan(text: string): ValueSpan<string> | undefined {
  const [address, prefix, ...rest] = text.split('/');
  const bytes = parseBytes(address);
  if (!bytes || rest.length > 0) {
    return undefined;
  }
  if (prefix === undefined) {
    return { from: toHex(bytes), to: toHex(bytes) };
  }
  const isV4 = !address.includes(':');
  const bits = Number(prefix);
  if (!/^\d{1,3}$/.test(prefix) || bits > (isV4 ? 32 : 128)) {
    return undefined;
  }
  const fixed = isV4 ? MAPPED_BITS + bits : bits;
  return {
    from: toHex(bytes.map((byte, i) => byte & maskOf(fixed, i))),
    to: toHex(bytes.map((byte, i) => byte | (maskOf(fixed, i) ^ 0xff))),
  };
}

// Octets such as `010` or an address such as `10` have more than one reading
// and are refused.
function parseBytes(text: string): number[] | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    return ipaddr.IPv4.parse(text).toIPv4MappedAddress().toByteArray();
  }
  const withoutZone = text.replace(/%[0-9a-z._~-]{1,64}$/i, '');
  return ipaddr.IPv6.isValid(withoutZone)
    ? ipaddr.IPv6.parse(withoutZone).toByteArray()
    : undefined;
}

function maskOf(fixedBits: number, byteIndex: number): number {
  const bits = Math.min(8, Math.max(0, fixedBits - byteIndex * 8));
  return (0xff << (8 - bits)) & 0xff;
}

function toHex(bytes: number[]): string {
  return bytes.map(byte => byte.toString(16).padStart(2, '0')).join('');
}

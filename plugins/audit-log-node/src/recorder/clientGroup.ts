import { isIPv4, isIPv6 } from 'node:net';

/** Stands for clients whose address isn't known. */
const NOBODY = 'unknown';
const GROUPS = 8;

/**
 * Whom an address counts for: an address of IPv4 for itself, one of IPv6 for
 * its /64, which is what one customer has at least.
 */
export function clientGroup(ip: string | undefined): string {
  const [address] = (ip ?? '').split('%', 1);
  if (isIPv4(address)) {
    return address;
  }
  if (!isIPv6(address)) {
    return NOBODY;
  }
  const groups = groupsOf(address);
  const [a, b] = groups.slice(6).map(group => parseInt(group, 16));
  // An address of IPv4 as a server for both protocols sees it.
  return groups.slice(0, 5).every(group => /^0+$/.test(group)) &&
    groups[5] === 'ffff'
    ? [a >> 8, a & 255, b >> 8, b & 255].join('.')
    : `${groups
        .slice(0, 4)
        .map(group => group.replace(/^0+(?=.)/, ''))
        .join(':')}::/64`;
}

/** All eight groups of an address of IPv6, in lower case. */
function groupsOf(address: string): string[] {
  const text = address
    .toLowerCase()
    .replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts) => {
      const [a, b, c, d] = parts.slice(0, 4).map(Number);
      return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
    });
  const [head, tail] = text.split('::');
  const before = head ? head.split(':') : [];
  const after = tail ? tail.split(':') : [];
  const left = GROUPS - before.length - after.length;
  return tail === undefined
    ? before
    : [...before, ...Array<string>(left).fill('0'), ...after];
}

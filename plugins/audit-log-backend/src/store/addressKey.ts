import { ipAddressKey } from 'backstage-plugin-audit-log-common';

/** Addresses that are remembered. */
const MAX_KEYS = 1_000;

const keys = new Map<string, string | null>();

/**
 * `ipAddressKey`, null where the text is no address. Most requests come from
 * few addresses, and reading one costs as much as hashing the event.
 */
export function addressKey(ip: string): string | null {
  let key = keys.get(ip);
  if (key === undefined) {
    key = ipAddressKey(ip) ?? null;
    if (keys.size >= MAX_KEYS) {
      keys.clear();
    }
    keys.set(ip, key);
  }
  return key;
}

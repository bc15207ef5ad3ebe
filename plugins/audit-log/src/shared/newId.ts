/**
 * A new UUID, for the search or visit whose reads are one event of the audit
 * log. Also made where the portal is reached without HTTPS.
 */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] % 16) + 0x40;
  bytes[8] = (bytes[8] % 64) + 0x80;
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0'));
  return [hex.slice(0, 4), hex.slice(4, 6), hex.slice(6, 8), hex.slice(8, 10)]
    .concat([hex.slice(10)])
    .map(part => part.join(''))
    .join('-');
}

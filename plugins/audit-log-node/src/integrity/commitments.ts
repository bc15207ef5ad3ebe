import { sha256 } from './sha256';

/**
 * The groups of fields that a leaf commits to instead of holding them, so
 * that each can be erased and the leaf still verifies.
 *
 * @public
 */
export const committedGroups = [
  'actor',
  'client',
  'target',
  'request',
  'meta',
  'error',
] as const;

/** @public */
export type CommittedGroup = (typeof committedGroups)[number];

/** Length of an event's salt in bytes. @public */
export const SALT_BYTES = 16;

const names: Record<CommittedGroup, Buffer> = {
  actor: Buffer.from('actor'),
  client: Buffer.from('client'),
  target: Buffer.from('target'),
  request: Buffer.from('request'),
  meta: Buffer.from('meta'),
  error: Buffer.from('error'),
};

/**
 * The key of one group of one event: `SHA-256(salt ‖ group name)`.
 *
 * @remarks
 * Each group has its own key, so that the keys of the groups that stay can be
 * kept when one is erased, and say nothing about the erased one.
 *
 * @public
 */
export function groupKey(salt: Uint8Array, group: CommittedGroup): Buffer {
  return sha256(Buffer.concat([salt, names[group]]));
}

/**
 * The commitment to a group: `SHA-256(key ‖ canonical JSON of its value)`.
 *
 * @param key - as {@link groupKey} makes it, 32 bytes
 * @param canonical - as {@link canonicalJson} makes it
 * @returns 32 bytes
 *
 * @public
 */
export function commitGroup(key: Uint8Array, canonical: string): Buffer {
  return sha256(Buffer.concat([key, Buffer.from(canonical, 'utf8')]));
}

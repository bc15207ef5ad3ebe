import { hash } from 'node:crypto';
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

const KEY_BYTES = 32;

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
  return sha256(Buffer.concat([salt, Buffer.from(group)]));
}

/**
 * The commitment to a group: `SHA-256(key ‖ canonical JSON of its value)`.
 *
 * @param key - as {@link groupKey} makes it, 32 bytes
 * @param canonical - as {@link canonicalJson} makes it
 * @returns lower case hex, as leaves hold it
 *
 * @public
 */
export function commitGroup(key: Uint8Array, canonical: string): string {
  return sha256(Buffer.concat([key, Buffer.from(canonical, 'utf8')])).toString(
    'hex',
  );
}

/** `salt ‖ group name`, with room for the salt. */
const keyInputs = Object.fromEntries(
  committedGroups.map(group => [
    group,
    Buffer.concat([Buffer.alloc(SALT_BYTES), Buffer.from(group)]),
  ]),
) as Record<CommittedGroup, Buffer>;

const USUAL_BYTES = 4096;

let commitInput = Buffer.alloc(USUAL_BYTES);
/** Its beginnings by length: making one costs more than hashing it. */
let beginnings: Buffer[] = [];

/**
 * {@link groupKey} and {@link commitGroup} in one step, without making a
 * buffer: it runs several times for every event that is appended.
 *
 * @public
 */
export function commitSalted(
  salt: Uint8Array,
  group: CommittedGroup,
  canonical: string,
): string {
  const keyInput = keyInputs[group];
  keyInput.set(salt);
  const needed = KEY_BYTES + canonical.length * 3;
  if (commitInput.length < needed) {
    commitInput = Buffer.alloc(needed);
    beginnings = [];
  }
  commitInput.write(hash('sha256', keyInput, 'binary'), 0, 'binary');
  const length = KEY_BYTES + commitInput.write(canonical, KEY_BYTES, 'utf8');
  return hash('sha256', beginning(length), 'hex');
}

function beginning(length: number): Buffer {
  if (length > USUAL_BYTES) {
    return commitInput.subarray(0, length);
  }
  beginnings[length] ??= commitInput.subarray(0, length);
  return beginnings[length];
}

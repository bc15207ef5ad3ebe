import { AuditEvent, EventProof } from 'backstage-plugin-audit-log-common';
import { canonicalJson } from './canonicalJson';
import {
  CommittedGroup,
  commitGroup,
  committedGroups,
  groupKey,
} from './commitments';
import { leafText } from './leaf';

/**
 * The canonical text of the leaf of an event, computed from the event itself
 * and what opens its commitments. Hash it with {@link hashLeaf}.
 *
 * @remarks
 * The result is the leaf that the log holds only where event and proof are
 * what the log holds; nothing else is checked here.
 *
 * @throws Error where the proof has neither a salt nor the key of a group.
 *
 * @public
 */
export function leafOfEvent(event: AuditEvent, proof: EventProof): string {
  const keys = groupKeys(event, proof);
  const commitments: Partial<Record<CommittedGroup, string>> =
    'salt' in proof ? {} : { ...proof.commitments };
  for (const group of committedGroups) {
    const value = event[group];
    if (value !== null) {
      const key = Buffer.from(keys[group]!, 'hex');
      commitments[group] = commitGroup(key, canonicalJson(value));
    }
  }
  return leafText({ ...event, commitments });
}

/**
 * The hexadecimal keys of the groups that an event has.
 *
 * @throws Error where the proof has neither a salt nor the key of a group.
 *
 * @public
 */
export function groupKeys(
  event: AuditEvent,
  proof: EventProof,
): Partial<Record<CommittedGroup, string>> {
  const keys: Partial<Record<CommittedGroup, string>> = {};
  for (const group of committedGroups) {
    if (event[group] !== null) {
      const key =
        'salt' in proof
          ? groupKey(Buffer.from(proof.salt, 'hex'), group).toString('hex')
          : proof.keys[group];
      if (key === undefined) {
        throw new Error(
          `The proof of event ${event.sequence} has no key for '${group}', expected one for each group that the event has`,
        );
      }
      keys[group] = key;
    }
  }
  return keys;
}

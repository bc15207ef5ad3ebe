import { createHash } from 'node:crypto';
import {
  canonicalJson,
  committedGroups,
  commitSalted,
  frontierRoot,
  hashLeaf,
  leafText,
} from 'backstage-plugin-audit-log-node';
import { LEAF_VERSION } from 'backstage-plugin-audit-log-common';
import {
  LogHead,
  SealedEvent,
} from '../../../plugins/audit-log-backend/src/store/batch';
import { preparedColumns } from '../../../plugins/audit-log-backend/src/store/prepareEvent';

const SALT = preparedColumns.indexOf('leaf_salt');

/**
 * Computes anew what the log says of its events, from the events themselves.
 *
 * @param leaves - the leaf hashes of everything before, added to
 * @returns what is wrong, in sentences
 */
export function checkLog(
  events: SealedEvent[],
  head: LogHead,
  leaves: Buffer[],
): string[] {
  const problems: string[] = [];
  let time = 0;
  for (const sealed of events) {
    const { prepared, sequence, recordedAtMs, appendedAtMs, leafHash } = sealed;
    if (sequence !== leaves.length + 1) {
      problems.push(`sequence ${sequence} follows ${leaves.length}`);
    }
    if (recordedAtMs < time) {
      problems.push(`the time of the log goes back at ${sequence}`);
    }
    time = recordedAtMs;
    const { event, cells } = prepared;
    const commitments = Object.fromEntries(
      committedGroups
        .filter(group => event[group] !== null)
        .map(group => [
          group,
          commitSalted(
            cells[SALT] as Buffer,
            group,
            canonicalJson(event[group]),
          ),
        ]),
    );
    const text = leafText({
      ...event,
      sequence: String(sequence),
      appendedAt: new Date(appendedAtMs).toISOString(),
      recordedAt: new Date(recordedAtMs).toISOString(),
      leafVersion: LEAF_VERSION,
      commitments,
    });
    if (!hashLeaf(text).equals(leafHash)) {
      problems.push(`leaf ${sequence} is wrong`);
    }
    leaves.push(leafHash);
  }
  if (head.frontier.size !== leaves.length) {
    problems.push(
      `the head says ${head.frontier.size} events, there are ${leaves.length}`,
    );
  }
  if (!frontierRoot(head.frontier).equals(treeHash(leaves))) {
    problems.push(`the root of ${leaves.length} leaves is wrong`);
  }
  return problems;
}

/** RFC 6962, section 2.1, as it is written there. */
function treeHash(leaves: Buffer[], from = 0, to = leaves.length): Buffer {
  const size = to - from;
  if (size === 0) {
    return createHash('sha256').digest();
  }
  if (size === 1) {
    return leaves[from];
  }
  let split = 1;
  while (split * 2 < size) {
    split *= 2;
  }
  return createHash('sha256')
    .update(Buffer.of(1))
    .update(treeHash(leaves, from, from + split))
    .update(treeHash(leaves, from + split, to))
    .digest();
}

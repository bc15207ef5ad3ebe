import canonicalize from 'canonicalize';
import {
  AuditEvent,
  Inclusion,
  LatestCheckpoint,
  leafMembers,
  leafVersionOf,
} from 'backstage-plugin-audit-log-common';
import { ProofError } from './ProofError';
import { Subtle, bytesOfHex, bytesOfText, hexOf, sha256 } from './bytes';
import { openCheckpoint } from './checkSignature';
import { hashLeaf, rootOfProof } from './merkle';

const groups = [
  'actor',
  'client',
  'target',
  'request',
  'meta',
  'error',
] as const;

/** That an event is in the log as shown, according to a checkpoint. */
export interface VerifiedEvent {
  /** Events that the checkpoint is about. */
  size: number;
  /** When it was made, ISO 8601. */
  time: string;
  /** Undefined where the browser couldn't check the signature. */
  signedBy: string | undefined;
}

/**
 * Checks that what is shown of an event is what the log holds: the values
 * against the commitments, the leaf against the root, the root against the
 * signature.
 *
 * @throws ProofError that says what doesn't fit, or that the leaf is of a
 * version that this page doesn't know.
 */
export async function verifyEvent(
  subtle: Subtle,
  options: {
    event: AuditEvent;
    inclusion: Inclusion;
    latest: LatestCheckpoint;
  },
): Promise<VerifiedEvent> {
  const { event, inclusion, latest } = options;
  const leaf = JSON.parse(inclusion.leaf);
  const facts = leafMembers(leaf.v);
  if (!facts) {
    throw new ProofError('newerLeaf', '', `${leaf.v}`);
  }
  if (leafVersionOf(event) !== leaf.v) {
    throw new ProofError('otherFact', 'leafVersion', `${leaf.v}`);
  }
  const wrong = facts.find(fact => leaf[fact] !== event[fact]);
  if (wrong) {
    throw new ProofError('otherFact', wrong, `${leaf[wrong]}`);
  }
  for (const group of groups) {
    await checkGroup(subtle, { event, group, inclusion, leaf });
  }

  const { size, root, signedBy } = await openCheckpoint(
    subtle,
    latest.checkpoint.note,
    latest.verifierKeys,
  );
  const leafHash = await hashLeaf(subtle, bytesOfText(inclusion.leaf));
  const found = await rootOfProof(subtle, {
    leafHash,
    index: Number(event.sequence) - 1,
    size,
    proof: inclusion.proof.map(bytesOfHex),
  });
  if (!found || hexOf(found) !== root) {
    throw new ProofError('otherRoot');
  }
  return { size, time: latest.checkpoint.time, signedBy };
}

async function checkGroup(
  subtle: Subtle,
  options: {
    event: AuditEvent;
    group: (typeof groups)[number];
    inclusion: Inclusion;
    leaf: { commitments: Record<string, string> };
  },
): Promise<void> {
  const { event, group, inclusion, leaf } = options;
  const value = event[group];
  const commitment = leaf.commitments[group];
  if (value === null || value === undefined) {
    if (commitment && !event.erased?.includes(group)) {
      throw new ProofError('missingValue', group);
    }
    return;
  }
  const key = inclusion.keys[group];
  const hash =
    key &&
    (await sha256(
      subtle,
      bytesOfHex(key),
      bytesOfText(canonicalize(value) ?? ''),
    ));
  if (!hash || hexOf(hash) !== commitment) {
    throw new ProofError('otherValue', group);
  }
}

import { appendLeaves, emptyFrontier, frontierRoot } from '../integrity';
import { Findings } from './Findings';
import { DUE_WITHIN_MS } from './due';
import { LeafSource } from './leafSource';
import { SignedCheckpoint } from './openNotes';

/**
 * Checks that all signed checkpoints are of the tree that the leaves make.
 *
 * @returns up to which leaf a signed checkpoint vouches for the leaves
 */
export async function checkTrees(options: {
  signed: SignedCheckpoint[];
  leaves: LeafSource;
  now: Date;
  findings: Findings;
}): Promise<number> {
  const { leaves, findings } = options;
  const ordered = [...options.signed].sort((a, b) => a.size - b.size);
  let frontier = emptyFrontier;
  let vouchedTo = 0;
  for (const checkpoint of ordered) {
    const { file, size, root } = checkpoint;
    if (size > leaves.size) {
      lacks(checkpoint, options);
      continue;
    }
    for (let next = frontier.size + 1; next <= size; next += 1) {
      frontier = appendLeaves(frontier, [await leaves.at(next)]);
    }
    if (frontierRoot(frontier).equals(root)) {
      vouchedTo = size;
    } else {
      findings.add(
        'rewritten',
        file,
        `The first ${size} leaves have another root than the log signed; they were changed after leaf ${vouchedTo}`,
      );
    }
  }
  return vouchedTo;
}

/** A checkpoint of more leaves than there are. */
function lacks(
  { file, from, size, fetchedAt }: SignedCheckpoint,
  options: { leaves: LeafSource; now: Date; findings: Findings },
): void {
  const { leaves, now, findings } = options;
  const message = `The log signed ${size} leaves, and only ${leaves.size} are there`;
  const isOverdue =
    fetchedAt && now.getTime() - fetchedAt.getTime() > DUE_WITHIN_MS;
  if (from === 'published' || (from === 'kept' && isOverdue)) {
    findings.add('missing', file, message);
  } else if (from === 'kept') {
    findings.addUnchecked(
      file,
      `${message}: they are published within two hours of a checkpoint, copy the exports anew after that. If they are still not there, the log was rolled back`,
    );
  }
  // A manifest's checkpoint is mostly newer than what is published by then.
}

import {
  Checkpoint,
  NoteVerifier,
  appendLeaves,
  emptyFrontier,
  frontierRoot,
  openNote,
  parseCheckpoint,
} from '../integrity';
import { Findings } from './Findings';
import { PublishedLeaves } from './PublishedLeaves';

/** A signed note, and the file that it was read from. */
export interface FoundNote {
  file: string;
  note: string;
  /**
   * Whether all leaves up to it must be published: so for checkpoints beside
   * exports, and for those that the reader has kept elsewhere.
   */
  needsLeaves: boolean;
}

/**
 * Checks that the log signed each note, and that all of them are of the tree
 * that the published leaves make.
 *
 * @returns up to which leaf a signed checkpoint vouches for the leaves
 */
export async function checkCheckpoints(options: {
  notes: FoundNote[];
  verifiers: NoteVerifier[];
  leaves: PublishedLeaves;
  findings: Findings;
}): Promise<number> {
  const { leaves, findings } = options;
  const signed = options.notes
    .flatMap(found => {
      const checkpoint = open(found, options.verifiers, findings);
      return checkpoint ? [{ ...found, ...checkpoint }] : [];
    })
    .sort((a, b) => a.size - b.size);
  let frontier = emptyFrontier;
  let vouchedTo = 0;
  for (const { file, size, root, needsLeaves } of signed) {
    if (size > leaves.size) {
      if (needsLeaves) {
        findings.add(
          'missing',
          file,
          `The log signed ${size} leaves, and only ${leaves.size} are there`,
        );
      }
      continue;
    }
    for await (const hash of leaves.between(frontier.size, size)) {
      frontier = appendLeaves(frontier, [hash]);
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

function open(
  { file, note }: FoundNote,
  verifiers: NoteVerifier[],
  findings: Findings,
): Checkpoint | undefined {
  let opened: ReturnType<typeof openNote>;
  try {
    opened = openNote(note, verifiers);
  } catch (error) {
    findings.add('signature', file, (error as Error).message);
    return undefined;
  }
  const { text, signedBy } = opened;
  try {
    const checkpoint = parseCheckpoint(text);
    if (signedBy.every(({ name }) => name === checkpoint.origin)) {
      return checkpoint;
    }
    findings.add(
      'signature',
      file,
      `The checkpoint is of ${checkpoint.origin}, and signed for another log`,
    );
  } catch {
    // Only the log can have signed it: it says more than is known here.
    findings.addUnchecked(
      file,
      'The log signed it, and it is no checkpoint that is known here: it takes a newer verifier',
    );
  }
  return undefined;
}

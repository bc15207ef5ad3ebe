import { parseVerifierKey } from '../integrity';
import { Findings } from './Findings';
import { PublishedLeaves } from './PublishedLeaves';
import { RowChecker } from './RowChecker';
import { checkChains } from './checkChains';
import { FoundNote, checkCheckpoints } from './checkCheckpoints';
import { checkObject } from './checkObject';
import { isManifestName, readManifests } from './readManifests';
import { isCheckpointName, isNewerPublication } from './publications';
import { notesTo } from './notesTo';
import { ExportFiles, VerificationOutcome, VerificationReport } from './types';

/** Far above what a signed note needs. */
const MOST_NOTE_BYTES = 100_000;

/** @public */
export interface VerifyExportsOptions {
  files: ExportFiles;
  /** At least one: `<name>+<key id>+<key>`. */
  verifierKeys: string[];
  /** Signed checkpoints that were kept elsewhere, and where they are. */
  keptCheckpoints?: { file: string; note: string }[];
  /**
   * Whether the oldest manifests may be gone, as after a storage's own
   * retention. What is there must still follow from one another.
   */
  mayLackOldest?: boolean;
}

/**
 * Checks exports with nothing but their files and the public key of the log:
 * no server, no database.
 *
 * @throws Error where a verifier key can't be read, or a file can't be opened.
 *
 * @public
 */
export async function verifyExports(
  options: VerifyExportsOptions,
): Promise<VerificationReport> {
  const { files } = options;
  const findings = new Findings();
  const verifiers = options.verifierKeys.map(parseVerifierKey);
  const names = (await files.list()).sort();
  const leafNames = names.filter(PublishedLeaves.isOne);
  const leaves = await PublishedLeaves.open(files, leafNames, findings);
  const { known: manifests, newer } = await readManifests(
    files,
    names.filter(isManifestName),
    findings,
  );
  const checkpointNames = names.filter(isCheckpointName);
  const notes = [
    ...(await notesOf(files, checkpointNames)),
    ...(options.keptCheckpoints ?? []).map(kept => ({
      ...kept,
      needsLeaves: true,
    })),
    ...manifests.flatMap(({ file, manifest: { checkpoint: note } }) =>
      note === null ? [] : [{ file, note, needsLeaves: false }],
    ),
  ];
  const vouchedTo = await checkCheckpoints({
    notes,
    verifiers,
    leaves,
    findings,
  });
  checkChains(manifests, {
    mayLackOldest: options.mayLackOldest ?? false,
    newer: new Set(newer.map(({ sha256 }) => sha256)),
    findings,
  });
  const rows = new RowChecker({ leaves, vouchedTo, findings });
  const present = new Set(names);
  for (const found of manifests) {
    if (present.has(found.object)) {
      await checkObject({ files, found, rows, findings });
    } else {
      findings.add('missing', found.file, `Its object is not there`);
    }
  }
  for (const name of names.filter(isNewerPublication)) {
    findings.addUnchecked(
      name,
      'It is published beside checkpoints, and none that is known here: it takes a newer verifier',
    );
  }
  return {
    outcome: outcomeOf(findings),
    findings: findings.list(),
    unchecked: findings.unchecked(),
    notes: notesTo({ manifests, newer, leaves, vouchedTo, names, rows }),
    checkpoints: notes.length,
    leaves: leaves.size,
    manifests: manifests.length + newer.length,
    objects: manifests.filter(({ object }) => present.has(object)).length,
    rows: rows.checked,
    provenRows: rows.proven,
  };
}

async function notesOf(
  files: ExportFiles,
  names: string[],
): Promise<FoundNote[]> {
  const notes: FoundNote[] = [];
  for (const file of names) {
    const bytes = await files.readAt(file, 0, MOST_NOTE_BYTES);
    notes.push({ file, note: bytes.toString(), needsLeaves: true });
  }
  return notes;
}

/** What is broken outweighs what could not be checked. */
function outcomeOf(findings: Findings): VerificationOutcome {
  if (findings.list().length > 0) {
    return 'broken';
  }
  return findings.unchecked().length > 0 ? 'unchecked' : 'sound';
}

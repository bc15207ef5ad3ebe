import { parseVerifierKey } from '../integrity';
import { Findings } from './Findings';
import { PublishedLeaves } from './PublishedLeaves';
import { RowChecker } from './RowChecker';
import { checkChains } from './checkChains';
import { FoundNote, checkCheckpoints } from './checkCheckpoints';
import { checkObject } from './checkObject';
import { FoundManifest, isManifestName, readManifests } from './readManifests';
import { ExportFiles, VerificationReport } from './types';

const CHECKPOINT = /(^|\/)\d{16}\.checkpoint$/;
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
  const manifests = await readManifests(
    files,
    names.filter(isManifestName),
    findings,
  );
  const checkpointNames = names.filter(name => CHECKPOINT.test(name));
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
  return {
    findings: findings.list(),
    notes: notesTo({ manifests, leaves, vouchedTo, names, rows }),
    checkpoints: notes.length,
    leaves: leaves.size,
    manifests: manifests.length,
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

/** What a reader must know of that was not, or not wholly, checked. */
function notesTo(seen: {
  manifests: FoundManifest[];
  leaves: PublishedLeaves;
  vouchedTo: number;
  names: string[];
  rows: RowChecker;
}): string[] {
  const { manifests, leaves, vouchedTo, names, rows } = seen;
  const notes: string[] = [];
  const others = manifests.filter(
    ({ manifest }) => manifest.object.format !== 'jsonl',
  );
  if (others.length > 0) {
    notes.push(
      `${others.length} objects are no JSON Lines: they were compared with their manifests, and their rows prove nothing by themselves.`,
    );
  }
  if (leaves.size > vouchedTo) {
    notes.push(
      `No checkpoint vouches for leaves ${vouchedTo + 1} to ${leaves.size}.`,
    );
  }
  if (rows.checked > rows.proven) {
    notes.push(
      `${
        rows.checked - rows.proven
      } rows are not yet under a published checkpoint: look again after the next hour.`,
    );
  }
  const known = new Set(
    manifests.flatMap(({ file, object }) => [file, object]),
  );
  const strangers = names.filter(
    name =>
      !known.has(name) &&
      !PublishedLeaves.isOne(name) &&
      !CHECKPOINT.test(name) &&
      !isManifestName(name),
  );
  if (strangers.length > 0) {
    notes.push(
      `${strangers.length} files have no manifest and are no part of an export, for instance ${strangers[0]}.`,
    );
  }
  return notes;
}

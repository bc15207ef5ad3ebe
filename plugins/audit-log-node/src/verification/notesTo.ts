import { PublishedLeaves } from './PublishedLeaves';
import { RowChecker } from './RowChecker';
import { isPublicationName } from './publications';
import { FoundManifest, NewerManifest, isManifestName } from './readManifests';

/** What a reader must know of that was not, or not wholly, checked. */
export function notesTo(seen: {
  manifests: FoundManifest[];
  newer: NewerManifest[];
  leaves: PublishedLeaves;
  vouchedTo: number;
  names: string[];
  rows: RowChecker;
}): string[] {
  const { manifests, newer, leaves, vouchedTo, names, rows } = seen;
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
    [...manifests, ...newer].flatMap(({ file, object }) => [file, object]),
  );
  const strangers = names.filter(
    name =>
      !known.has(name) &&
      !PublishedLeaves.isOne(name) &&
      !isPublicationName(name) &&
      !isManifestName(name),
  );
  if (strangers.length > 0) {
    notes.push(
      `${strangers.length} files have no manifest and are no part of an export, for instance ${strangers[0]}.`,
    );
  }
  return notes;
}

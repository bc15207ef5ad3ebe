import { Findings } from './Findings';
import { PublishedLeaves } from './PublishedLeaves';
import { LeafSource } from './leafSource';
import { isPublicationName } from './publications';
import { FoundManifest, NewerManifest, isManifestName } from './readManifests';

/** What a reader must know of that is no part of an export, or not yet. */
export function notesTo(seen: {
  manifests: FoundManifest[];
  newer: NewerManifest[];
  leaves: LeafSource;
  vouchedTo: number;
  names: string[];
  findings: Findings;
}): void {
  const { manifests, newer, leaves, vouchedTo, names, findings } = seen;
  if (leaves.size > vouchedTo) {
    findings.addNote(
      `No checkpoint vouches for leaves ${vouchedTo + 1} to ${leaves.size}.`,
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
    findings.addNote(
      `${strangers.length} files have no manifest and are no part of an export, for instance ${strangers[0]}.`,
    );
  }
}

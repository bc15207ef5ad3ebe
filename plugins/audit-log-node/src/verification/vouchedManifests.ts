import { NoteVerifier, manifestNote, openNote } from '../integrity';
import { Findings } from './Findings';
import { SignedList } from './openNotes';
import { FoundManifest } from './readManifests';

/**
 * The SHA-256 of every manifest that the log vouches for: by its signature, or
 * since something that it vouches for names that hash, as signed lists of the
 * newest exports do, and each manifest of the one before.
 */
export function vouchedManifests(options: {
  manifests: FoundManifest[];
  lists: SignedList[];
  verifiers: NoteVerifier[];
  /** Whether these are keys of this log, rather than of another one. */
  isOfLog: (signedBy: NoteVerifier[]) => boolean;
  findings: Findings;
}): Set<string> {
  const { manifests, lists, verifiers, isOfLog, findings } = options;
  const open = lists.flatMap(({ list }) =>
    list.schedules.map(({ manifest }) => manifest.sha256),
  );
  for (const { file, sha256, manifest } of manifests) {
    if (manifest.version === 2) {
      try {
        const { signedBy } = openNote(manifestNote(manifest), verifiers);
        if (isOfLog(signedBy)) {
          open.push(sha256);
        } else {
          findings.addUnchecked(
            file,
            `It is signed by ${signedBy[0].name}, of which no checkpoint is published here`,
            'unsigned',
          );
        }
      } catch (error) {
        findings.add(
          'signature',
          file,
          `It is not as the log signed it: ${(error as Error).message}`,
        );
      }
    }
  }
  const byHash = new Map(manifests.map(found => [found.sha256, found]));
  const vouched = new Set<string>();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (!vouched.has(next)) {
      vouched.add(next);
      const before = byHash.get(next)?.manifest.previous;
      if (before) {
        open.push(before.sha256);
      }
    }
  }
  return vouched;
}

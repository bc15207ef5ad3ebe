import { Findings } from './Findings';
import { Places } from './Places';
import { SignedCheckpoint } from './openNotes';
import { FoundManifest } from './readManifests';

/** Checks what a manifest says against its own name and its checkpoint. */
export function checkManifests(
  manifests: FoundManifest[],
  options: {
    signed: SignedCheckpoint[];
    vouched: Set<string>;
    places: Places;
    findings: Findings;
  },
): void {
  const { signed, vouched, places, findings } = options;
  const sizes = new Map(
    signed
      .filter(({ from }) => from === 'manifest')
      .map(({ file, size }) => [file, size]),
  );
  for (const { file, object, sha256, manifest } of manifests) {
    const { destination } = manifest.object;
    const size = sizes.get(file);
    const isThere =
      places.filesOf(destination)?.includes(object) ??
      baseName(object) === baseName(destination);
    if (!isThere) {
      findings.addUnchecked(
        file,
        `Its object is not named as it says, ${destination}: copy the exports with their names, beside their _checkpoints`,
      );
    }
    if (manifest.checkpoint === null && !vouched.has(sha256)) {
      findings.addUnchecked(
        file,
        'Has no signed checkpoint, which every manifest has',
        'unsigned',
      );
    } else if (size !== undefined && size < Number(manifest.toSequence)) {
      findings.add(
        'changed',
        file,
        `Its checkpoint is of ${size} events, expected at least ${manifest.toSequence}`,
      );
    }
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

import { Findings } from './Findings';
import { FoundManifest } from './readManifests';

interface ChainOptions {
  mayLackOldest: boolean;
  /** SHA-256 of the manifests that are newer than this software. */
  newer: Set<string>;
  findings: Findings;
}

/**
 * Checks that the manifests of each schedule follow from one another, each
 * naming the one before by its hash, and that the ranges of incremental
 * exports leave no gap.
 */
export function checkChains(
  manifests: FoundManifest[],
  options: ChainOptions,
): void {
  const bySchedule = new Map<string, FoundManifest[]>();
  for (const found of manifests) {
    const { id } = found.manifest.schedule;
    bySchedule.set(id, [...(bySchedule.get(id) ?? []), found]);
  }
  for (const ofSchedule of bySchedule.values()) {
    checkChain(ofSchedule, options);
  }
}

function checkChain(
  unordered: FoundManifest[],
  { findings, mayLackOldest, newer }: ChainOptions,
) {
  const ordered = [...unordered].sort(
    (a, b) => a.manifest.run.number - b.manifest.run.number,
  );
  let before: FoundManifest | undefined;
  for (const found of ordered) {
    const { file, manifest } = found;
    const { previous } = manifest;
    if (before?.manifest.run.number === manifest.run.number) {
      findings.add(
        'repeated',
        file,
        `Run ${manifest.run.number} has another manifest, ${before.file}`,
      );
      continue;
    }
    if (previous !== null && newer.has(previous.sha256)) {
      // It is there, and what it says can't be read.
    } else if (
      before ? previous?.sha256 !== before.sha256 : previous !== null
    ) {
      if (before && previous === null) {
        findings.add(
          'repeated',
          file,
          `Says that it is the first of its schedule, after ${before.file}`,
        );
      } else if (before || !mayLackOldest) {
        findings.add('missing', file, lacking(found, before));
      }
    } else if (before && leavesGap(before, found)) {
      findings.add(
        'missing',
        file,
        `Begins at sequence ${manifest.fromSequence}, expected ${nextOf(
          before,
        )}`,
      );
    }
    before = found;
  }
}

function lacking(found: FoundManifest, before?: FoundManifest): string {
  const named = found.manifest.previous!.destination;
  return before
    ? `The manifest before it, ${named}, is not there as it was: ${before.file} has another hash`
    : `The manifest before it, ${named}, is missing`;
}

function leavesGap(before: FoundManifest, { manifest }: FoundManifest) {
  const bothIncremental =
    before.manifest.coverage === 'incremental' &&
    manifest.coverage === 'incremental';
  return bothIncremental && BigInt(manifest.fromSequence) !== nextOf(before);
}

function nextOf({ manifest }: FoundManifest): bigint {
  return BigInt(manifest.toSequence) + 1n;
}

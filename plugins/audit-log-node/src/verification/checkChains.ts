import { Findings } from './Findings';
import { Places } from './Places';
import { FoundManifest } from './readManifests';

interface ChainOptions {
  /** SHA-256 of the manifests that are newer than this software. */
  newer: Set<string>;
  /** SHA-256 of the manifests that the log vouches for. */
  vouched: Set<string>;
  places: Places;
  findings: Findings;
}

/**
 * Checks that the manifests of each schedule follow from one another, each
 * naming the one before by its hash, and that the ranges of incremental
 * exports leave no gap, from the first event on.
 */
export function checkChains(
  bySchedule: Map<string, FoundManifest[]>,
  options: ChainOptions,
): void {
  for (const ofSchedule of bySchedule.values()) {
    checkChain(ofSchedule, options);
  }
}

/** The manifests of each schedule, in order of their runs. */
export function manifestsBySchedule(
  manifests: FoundManifest[],
): Map<string, FoundManifest[]> {
  const bySchedule = new Map<string, FoundManifest[]>();
  const ordered = [...manifests].sort(
    (a, b) => a.manifest.run.number - b.manifest.run.number,
  );
  for (const found of ordered) {
    const { id } = found.manifest.schedule;
    const ofSchedule = bySchedule.get(id) ?? [];
    bySchedule.set(id, ofSchedule);
    ofSchedule.push(found);
  }
  return bySchedule;
}

function checkChain(ordered: FoundManifest[], options: ChainOptions) {
  const { findings, newer } = options;
  let before: FoundManifest | undefined;
  let rangeBefore: bigint | undefined = 0n;
  let rangeOfBefore: bigint | undefined = rangeBefore;
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
      rangeBefore = undefined;
    } else if (previous?.sha256 !== before?.sha256) {
      if (before && wasGivenUp(before, found, options)) {
        findings.addNote(
          `${before.file} was given up: ${file} goes on from the same manifest, and the log signed both.`,
        );
        rangeBefore = rangeOfBefore;
      } else {
        sayLacking(found, before, options);
        rangeBefore = undefined;
      }
    }
    rangeOfBefore = rangeBefore;
    rangeBefore = checkRange(found, rangeBefore, findings);
    before = found;
  }
}

/**
 * Whether a manifest that was written is of a run that gave way to the next
 * one, since the portal could not know that it was: so after a put that failed
 * and had arrived. Nobody but the log can sign a second one. The next one may
 * be of another window, or of another coverage after an edit.
 */
function wasGivenUp(
  before: FoundManifest,
  { sha256, manifest }: FoundManifest,
  { vouched }: ChainOptions,
): boolean {
  return (
    vouched.has(before.sha256) &&
    vouched.has(sha256) &&
    before.manifest.previous?.sha256 === manifest.previous?.sha256
  );
}

function sayLacking(
  found: FoundManifest,
  before: FoundManifest | undefined,
  { findings, places, vouched }: ChainOptions,
): void {
  const { file, sha256, manifest } = found;
  if (manifest.previous === null) {
    findings.add(
      'repeated',
      file,
      `Says that it is the first of its schedule, after ${before!.file}`,
    );
    return;
  }
  const { destination } = manifest.previous;
  if (vouched.has(sha256) && isElsewhere(destination, places)) {
    findings.addNote(
      `${file} goes on from ${destination}, which is in another storage: check that, too.`,
    );
  } else if (!before && findings.allows('missing-oldest')) {
    findings.addNote(
      `${file} goes on from ${destination}, which is gone: the oldest may be.`,
    );
  } else {
    findings.add(
      'missing',
      file,
      before
        ? `The manifest before it, ${destination}, is not there as it was: ${before.file} has another hash`
        : `The manifest before it, ${destination}, is missing`,
    );
  }
}

/** Where no list says what belongs here, everything does. */
function isElsewhere(destination: string, places: Places): boolean {
  return places.areKnown && !places.hold(destination);
}

/** @returns the end of the range, for the next one. */
function checkRange(
  { file, manifest }: FoundManifest,
  before: bigint | undefined,
  findings: Findings,
): bigint | undefined {
  const { coverage, fromSequence, toSequence } = manifest;
  if (coverage !== 'incremental') {
    return before;
  }
  if (before !== undefined && BigInt(fromSequence) !== before + 1n) {
    findings.add(
      'missing',
      file,
      `Begins at sequence ${fromSequence}, expected ${before + 1n}`,
    );
  }
  return BigInt(toSequence);
}

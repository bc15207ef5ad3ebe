import { parseVerifierKey } from '../integrity';
import { Findings } from './Findings';
import { Places } from './Places';
import { PublishedLeaves } from './PublishedLeaves';
import { RowChecker } from './RowChecker';
import { checkChains, manifestsBySchedule } from './checkChains';
import { checkEnds, checkRunEvents } from './checkEnds';
import { checkLists } from './checkLists';
import { checkManifests } from './checkManifests';
import { checkObject } from './checkObject';
import { checkPublications } from './checkPublications';
import { checkTrees } from './checkTrees';
import { judgeObjects, ReadObject } from './judgeObjects';
import { notesTo } from './notesTo';
import { ofTheLog } from './ofTheLog';
import { isNewerPublication } from './publications';
import { isManifestName, readManifests } from './readManifests';
import { readNotes } from './readNotes';
import { readOrSay } from './readOrSay';
import { schedulesOf } from './schedulesOf';
import {
  Allowance,
  ExportFiles,
  VerificationOutcome,
  VerificationReport,
} from './types';
import { vouchedManifests } from './vouchedManifests';

/** @public */
export interface VerifyExportsOptions {
  files: ExportFiles;
  /** At least one: `<name>+<key id>+<key>`. */
  verifierKeys: string[];
  /**
   * Signed checkpoints that were kept elsewhere, where they are, and when they
   * were fetched where that is known.
   */
  keptCheckpoints?: { file: string; note: string; fetchedAt?: Date }[];
  /** What may lack; nothing by default. */
  allow?: Allowance[];
  /** The present time. */
  now?: Date;
}

/**
 * Checks exports with nothing but their files and the public key of the log:
 * no server, no database.
 *
 * @remarks
 * Nothing that is checked is believed: what manifests say counts for what it
 * is compared with, unless the log signed it.
 *
 * @throws Error where a verifier key can't be read, or files can't be listed.
 *
 * @public
 */
export async function verifyExports(
  options: VerifyExportsOptions,
): Promise<VerificationReport> {
  const { files, now = new Date() } = options;
  const findings = new Findings(options.allow);
  const verifiers = options.verifierKeys.map(parseVerifierKey);
  const names = (await files.list()).sort();
  const { known: manifests, newer } = await readManifests(
    files,
    names.filter(isManifestName),
    findings,
  );
  checkPublications(names, findings);
  const published = await PublishedLeaves.open(
    files,
    names.filter(PublishedLeaves.isOne),
    findings,
  );
  const notes = await readNotes(names, {
    ...options,
    manifests,
    verifiers,
    findings,
  });
  const { signed, count } = notes;
  const { lists, isOfLog } = ofTheLog({ ...notes, findings });
  const vouched = vouchedManifests({
    ...{ manifests, lists, verifiers, isOfLog, findings },
  });
  const places = new Places(lists, manifests);
  const bySchedule = manifestsBySchedule(manifests);
  const ends = { bySchedule, newer, lists, vouched, places, findings };
  checkManifests(manifests, { signed, vouched, places, findings });
  checkChains(bySchedule, {
    ...{ vouched, places, findings },
    newer: new Set(newer.map(({ sha256 }) => sha256)),
  });
  const listedAt = checkEnds(ends);

  const trees = { signed, now };
  const rows = new RowChecker({
    leaves: published,
    // Said once, by the second look, when the leaves of rows are known.
    vouchedTo: await checkTrees({
      ...trees,
      leaves: published,
      findings: new Findings(),
    }),
    findings,
  });
  const present = new Set(names);
  const objects: ReadObject[] = [];
  for (const found of manifests) {
    if (present.has(found.object)) {
      const read = await readOrSay(found.object, findings, () =>
        checkObject({ files, found, rows, vouched, findings }),
      );
      objects.push({ found, rows: read });
    } else {
      findings.add('missing', found.file, `Its object is not there`);
    }
  }
  const leaves = rows.rowLeaves.after(published);
  const vouchedTo = await checkTrees({ ...trees, leaves, findings });
  checkLists({ ...trees, lists, places, leaves, findings });
  const runEvents = rows.runEvents.filter(
    ({ sequence, readFrom }) =>
      sequence <= vouchedTo || vouched.has(readFrom.sha256),
  );
  checkRunEvents(runEvents, ends);
  const totals = judgeObjects({
    ...{ objects, vouched, runEvents, vouchedTo, findings },
  });
  for (const name of names.filter(isNewerPublication)) {
    findings.addUnchecked(
      name,
      'It is published beside checkpoints, and none that is known here: it takes a newer verifier',
    );
  }
  if (manifests.length + newer.length + count === 0) {
    findings.addUnchecked('.', 'There are no exports and no checkpoints');
  }
  notesTo({ manifests, newer, leaves, vouchedTo, names, findings });
  return {
    outcome: outcomeOf(findings),
    findings: findings.list(),
    unchecked: findings.unchecked(),
    notes: findings.notes(),
    checkpoints: count,
    leaves: leaves.size,
    leavesWithoutRows: rows.seen.lacking(vouchedTo),
    manifests: manifests.length + newer.length,
    signedManifests: manifests.filter(({ sha256 }) => vouched.has(sha256))
      .length,
    objects: objects.length,
    ...totals,
    schedules: schedulesOf(bySchedule, { vouched, listedAt }),
  };
}

/** What is broken outweighs what could not be checked. */
function outcomeOf(findings: Findings): VerificationOutcome {
  if (findings.list().length > 0) {
    return 'broken';
  }
  return findings.unchecked().length > 0 ? 'unchecked' : 'sound';
}

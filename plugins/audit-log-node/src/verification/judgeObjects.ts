import { LEAF_VERSION } from 'backstage-plugin-audit-log-common';
import { Findings } from './Findings';
import { ObjectRows } from './RowChecker';
import { FoundManifest } from './readManifests';
import { RunEvent, isToldBy } from './runEvents';

/** An object that is there, and its rows where they could be read. */
export interface ReadObject {
  found: FoundManifest;
  rows: ObjectRows | undefined;
}

/** How much was proven, and by what. */
export interface Totals {
  rows: number;
  provenRows: number;
  signedRows: number;
  ownRows: number;
  comparedObjects: number;
}

/**
 * Says of each object what proves it: rows their place in a signed tree, the
 * object as a whole what the log signed of it.
 *
 * @remarks
 * What is not in an export of everything was removed by retention, and what is
 * null in a row was erased, where the log itself signed the object so. Nobody
 * else may say that.
 */
export function judgeObjects(options: {
  objects: ReadObject[];
  /** SHA-256 of the manifests that the log vouches for. */
  vouched: Set<string>;
  /** Of the log, proven. */
  runEvents: RunEvent[];
  /** Leaves up to here are in a signed tree. */
  vouchedTo: number;
  findings: Findings;
}): Totals {
  const { vouched, runEvents, vouchedTo, findings } = options;
  const totals: Totals = {
    rows: 0,
    provenRows: 0,
    signedRows: 0,
    ownRows: 0,
    comparedObjects: 0,
  };
  for (const { found, rows } of options.objects) {
    const isSigned = vouched.has(found.sha256);
    const isTold = runEvents.some(event => isToldBy(found, event));
    const proven =
      (rows?.proven ?? 0) +
      (rows?.pending.filter(each => each <= vouchedTo).length ?? 0);
    const rest = (rows?.checked ?? 0) - proven;
    totals.rows += rows?.checked ?? 0;
    totals.provenRows += proven;
    totals[isSigned || isTold ? 'signedRows' : 'ownRows'] += rest;
    if (rows) {
      sayNewer(found, rows, findings);
    }
    if (isSigned) {
      noteErased(found, rows, findings);
      noteGaps(found, rows, findings);
    } else if (isTold) {
      noteErased(found, rows, findings);
      sayTold(found, rows, findings);
    } else {
      totals.comparedObjects +=
        found.manifest.object.format === 'jsonl' ? 0 : 1;
      sayUnsigned(found, rows, rest, findings);
    }
  }
  if (totals.signedRows > 0) {
    findings.addNote(
      `${totals.signedRows} rows are not yet under a published checkpoint, and are in objects that the log signed: look again after the next hour.`,
    );
  }
  return totals;
}

function sayNewer(
  { object }: FoundManifest,
  { newer, newest }: ObjectRows,
  findings: Findings,
): void {
  if (newer > 0) {
    findings.addUnchecked(
      object,
      `Has ${newer} rows with leaves up to version ${newest}: it takes a newer verifier, this one knows versions up to ${LEAF_VERSION}`,
    );
  }
}

function noteErased(
  found: FoundManifest,
  rows: ObjectRows | undefined,
  findings: Findings,
): void {
  if (rows && rows.erased > 0) {
    findings.addNote(
      `${found.object}: the log signed that groups of ${rows.erased} rows were erased.`,
    );
  }
}

function noteGaps(
  found: FoundManifest,
  rows: ObjectRows | undefined,
  findings: Findings,
): void {
  if (rows && isOfEverything(found) && rows.gaps.events > 0n) {
    findings.addNote(
      `${found.object}: the log signed that ${
        rows.gaps.events
      } events were not there any more when it was exported: ${rows.gaps.first.join(
        ', ',
      )}.`,
    );
  }
}

/**
 * An event of a run says of which range and how many rows an object is, and its
 * hash; nothing of the query and the coverage that its manifest claims.
 */
function sayTold(
  found: FoundManifest,
  rows: ObjectRows | undefined,
  findings: Findings,
): void {
  const isWhole =
    isOfEverything(found) && rows?.isPlaced && rows.gaps.events === 0n;
  if (!isWhole) {
    findings.addUnchecked(
      found.object,
      `The log tells of its rows, range and hash, and nothing that it signed says that it holds all of ${claimOf(
        found,
      )}`,
      'unsigned',
    );
  }
}

function sayUnsigned(
  found: FoundManifest,
  rows: ObjectRows | undefined,
  unproven: number,
  findings: Findings,
): void {
  const { object, manifest } = found;
  if (rows && rows.erased > 0) {
    findings.add(
      'changed',
      object,
      `Has ${rows.erased} rows with erased groups, and nothing that the log signed says that it erased them`,
    );
  }
  if (unproven > 0) {
    findings.addUnchecked(
      object,
      `${unproven} rows only fit their own leaf hash: they are in no published tree, look again after the next hour`,
      'unpublished',
    );
  }
  if (manifest.object.format !== 'jsonl') {
    findings.addUnchecked(
      object,
      'It is only what its manifest says, and nothing that the log signed says so',
      'unsigned',
    );
  } else if (!isOfEverything(found)) {
    findings.addUnchecked(
      object,
      `Nothing that the log signed says that it holds all of ${claimOf(found)}`,
      'unsigned',
    );
  } else if (rows && rows.gaps.events > 0n) {
    findings.addUnchecked(
      object,
      `Lacks ${rows.gaps.events} events, ${rows.gaps.first.join(
        ', ',
      )}: nothing that the log signed says that retention had removed them`,
      'unsigned',
    );
  } else {
    findings.addUnchecked(
      object,
      'Nothing that the log signed says that it wrote this export, whatever its rows prove',
      'unsigned',
    );
  }
}

function isOfEverything({ manifest }: FoundManifest): boolean {
  return manifest.coverage === 'incremental' && manifest.query.trim() === '';
}

function claimOf({ manifest }: FoundManifest): string {
  const { coverage, query, fromSequence, toSequence } = manifest;
  return `its range, events ${fromSequence} to ${toSequence}, with coverage ${coverage} and query '${query}'`;
}

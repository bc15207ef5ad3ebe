import {
  ExportCondition,
  ExportCoverage,
  ExportOutput,
  ExportRun,
  ExportSchedule,
  ExportScheduleDraft,
} from 'backstage-plugin-audit-log-common';
import { EventPredicate, EventStore } from '../store';

/** What exports read: the log, in the order of its sequences. */
export type EventSource = Pick<
  EventStore,
  'scan' | 'completeTo' | 'lastBefore'
>;

/**
 * Turns the text of a query into predicates, as it reads at an instant; throws
 * an InputError.
 */
export type CompileQuery = (text: string, at: Date) => EventPredicate[];

/**
 * A schedule as it is stored, with what people don't see, and without what
 * follows from the rest.
 */
export interface StoredSchedule extends Omit<ExportSchedule, 'warnings'> {
  /** Up to here no row of the view is waiting. */
  checkedTo: string;
  /** Number of the last run. */
  lastRun: number;
  /** The last manifest and the SHA-256 of its bytes. */
  lastManifest: { destination: string; sha256: string } | null;
  /** Where the last window ended, unless later windows were left out. */
  coveredUntil: string | null;
  /** Version of the format that it keeps; null is the newest. */
  formatVersion: number | null;
  /** Whether its owner waits to hear that it works again. */
  hasFailed: boolean;
}

/** What was frozen with the range of a run. */
export interface RunSpec {
  scheduleName: string;
  integration: string;
  query: string;
  output: ExportOutput;
  /**
   * Version of the format at that time. Absent where the first release froze
   * the run, and for formats of modules.
   */
  formatVersion?: number;
  coverage: ExportCoverage;
  condition: ExportCondition;
  /** Absent where a release before schedules owned queries froze the run. */
  timeZone?: string;
  view?: { id: string; version: number | null } | null;
  chain?: { number: number; since: string };
  /** The instants that a window lies between; of no other coverage. */
  window?: { from: string; to: string };
}

/** What a run is doing: writing its object, or then its manifest. */
export type RunPhase = 'object' | 'manifest';

/** A run as it is stored. */
export interface StoredRun extends ExportRun {
  phase: RunPhase;
  spec: RunSpec;
  /** Bytes of the manifest as text, once the object is complete. */
  manifest: string | null;
  claimedUntil: string | null;
  cancelRequested: boolean;
}

/** How far a run has come. */
export interface RunProgress {
  rows: number;
  bytes: number;
  reachedSequence: string;
}

/** Something about exports that people should hear of. */
export type ExportNews =
  | {
      kind: 'run-failed';
      schedule: StoredSchedule;
      run: StoredRun;
      suspended: boolean;
    }
  | {
      kind: 'run-succeeded';
      schedule: StoredSchedule;
      run: StoredRun;
      /** Whether the attempt before it failed. */
      recovered: boolean;
    };

export type ExportListener = (news: ExportNews) => void;

/** The part of a schedule that people write. */
export function draftOf(
  schedule: Omit<ExportSchedule, 'warnings'>,
): ExportScheduleDraft {
  const {
    name,
    viewId,
    query,
    integration,
    destination,
    datePrefix,
    output,
    cadence,
    timeZone,
    coverage,
    condition,
  } = schedule;
  return {
    name,
    viewId,
    query,
    integration,
    destination,
    datePrefix,
    output,
    cadence,
    timeZone,
    coverage,
    condition,
  };
}

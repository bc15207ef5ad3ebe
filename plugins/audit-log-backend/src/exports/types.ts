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

/** Finds the query of a saved view; throws a NotFoundError. */
export type ReadViewQuery = (viewId: string) => Promise<string>;

/** A schedule as it is stored, with what people don't see. */
export interface StoredSchedule extends ExportSchedule {
  /** Up to here no row of the view is waiting. */
  checkedTo: string;
  /** Number of the last run. */
  lastRun: number;
  /** The last manifest and the SHA-256 of its bytes. */
  lastManifest: { destination: string; sha256: string } | null;
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
export function draftOf(schedule: ExportSchedule): ExportScheduleDraft {
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

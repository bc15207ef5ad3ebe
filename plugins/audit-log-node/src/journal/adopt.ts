import {
  copyFileSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { FileJournal } from './FileJournal';
import { parseSegment } from './lines';
import { LeftOpen } from './openOperations';
import { Segment } from './Segment';
import { becomeAdopter } from './adopter';
import { LogNote, isOfOurLog, readLogNote } from './logNote';
import { isOwnerDead } from './owner';
import { BeginPlace } from './types';

const SEGMENT = /^\d+-(low|high)\.jsonl$/;

/** An event about an operation whose process died. */
export interface UnknownOutcome {
  event: RecordedEvent;
  operationId: string;
  /** Holds the begin in the journal until the event is durable. */
  mark: BeginPlace;
}

/** What adopting finds and where. */
export interface AdoptOptions {
  /** Where the folders of all processes are. */
  folder: string;
  /** The folder of this process. */
  ownFolder: string;
  journal: FileJournal;
  /** Of which log the journal of this process is. */
  note: LogNote;
  /** Whether what doesn't say of which log it is belongs to it. */
  takesUnsaid: boolean;
  /** Epoch milliseconds. */
  now: number;
}

/** What adopting brings. */
export interface Adopted {
  outcomes: UnknownOutcome[];
  /** Folders of dead processes with events of another log, left as they are. */
  foreign: string[];
}

/** Folders of processes begin with this. */
export const PROCESS_PREFIX = 'process-';

/**
 * Takes over what dead processes left in the journal: their events come back
 * from `journal.takeSpilled()`, and the operations that were open are
 * returned as events with outcome `unknown`.
 *
 * @remarks
 * May die at any point and be done again by the next process: files move one
 * by one, and events are appended once by their ids. Where something can't be
 * read nothing is said about open operations: their ends may be in it.
 *
 * @returns undefined where another process is at it
 */
export function adoptJournals(options: AdoptOptions): Adopted | undefined {
  const { folder, ownFolder, journal, note, takesUnsaid, now } = options;
  const giveBack = becomeAdopter(folder, now);
  if (!giveBack) {
    return undefined;
  }
  const left = new LeftOpen<Segment>();
  const foreign: string[] = [];
  let failure: unknown;
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const other = join(folder, entry.name);
      if (
        entry.isDirectory() &&
        entry.name.startsWith(PROCESS_PREFIX) &&
        other !== ownFolder &&
        isOwnerDead(other, now)
      ) {
        try {
          if (isOfOurLog(readLogNote(other), note, takesUnsaid)) {
            adoptFolder(other, journal, left);
          } else if (segmentsOf(other).length > 0) {
            foreign.push(other);
          }
        } catch (error) {
          failure ??= error;
        }
      }
    }
  } finally {
    giveBack();
  }
  const outcomes = left.events().map(({ event, operationId, found }) => ({
    event,
    operationId,
    mark: journal.hold({ ...found, segment: found.place }),
  }));
  if (failure) {
    journal.reportTrouble(failure);
    return { outcomes: [], foreign };
  }
  return { outcomes, foreign };
}

function adoptFolder(
  folder: string,
  journal: FileJournal,
  left: LeftOpen<Segment>,
) {
  for (const name of segmentsOf(folder)) {
    const path = join(folder, name);
    const content = readFileSync(path);
    const { lines, damaged } = parseSegment(content);
    const segment = journal.adopt({
      lane: name.includes('low') ? 'low' : 'high',
      bytes: content.lastIndexOf(10) + 1,
      events: lines.filter(({ line, isLeftOut }) => 'e' in line && !isLeftOut)
        .length,
      damagedLines: damaged,
      holdsUndecided: lines.some(({ line }) => 'e' in line && line.u === 1),
      keepsUndecided: lines.some(({ line }) => 'd' in line && line.k === 1),
      move: target => {
        moveFile(path, target);
        // Lines that are added must not go on with one that was cut off.
        truncateSync(target, content.lastIndexOf(10) + 1);
      },
    });
    for (const { line } of lines) {
      left.add(line, segment);
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

function segmentsOf(folder: string): string[] {
  return readdirSync(folder)
    .filter(name => SEGMENT.test(name))
    .sort();
}

/** Also from one disk to another; dying in between leaves it in both. */
function moveFile(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') {
      throw error;
    }
    copyFileSync(from, to);
    rmSync(from);
  }
}

import { readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { FileJournal } from './FileJournal';
import { parseSegment } from './lines';
import { LeftOpen } from './openOperations';
import { Segment } from './Segment';
import { becomeAdopter } from './adopter';
import { isOwnerDead } from './owner';
import { JournalMark } from './types';

const SEGMENT = /^\d+-(low|high)\.jsonl$/;

/** An event about an operation whose process died. */
export interface UnknownOutcome {
  event: RecordedEvent;
  operationId: string;
  /** Holds the begin in the journal until the event is durable. */
  mark: JournalMark;
}

/** What adopting finds and where. */
export interface AdoptOptions {
  /** Where the folders of all processes are. */
  folder: string;
  /** The folder of this process. */
  ownFolder: string;
  journal: FileJournal;
  /** Epoch milliseconds. */
  now: number;
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
export function adoptJournals(
  options: AdoptOptions,
): UnknownOutcome[] | undefined {
  const { folder, ownFolder, journal, now } = options;
  const giveBack = becomeAdopter(folder, now);
  if (!giveBack) {
    return undefined;
  }
  const left = new LeftOpen<Segment>();
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
          adoptFolder(other, journal, left);
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
    return [];
  }
  return outcomes;
}

function adoptFolder(
  folder: string,
  journal: FileJournal,
  left: LeftOpen<Segment>,
) {
  const names = readdirSync(folder)
    .filter(name => SEGMENT.test(name))
    .sort();
  for (const name of names) {
    const path = join(folder, name);
    const content = readFileSync(path);
    const { lines, damaged } = parseSegment(content);
    const segment = journal.adopt({
      lane: name.includes('low') ? 'low' : 'high',
      bytes: content.length,
      events: lines.filter(({ line }) => 'e' in line).length,
      damagedLines: damaged,
      move: target => renameSync(path, target),
    });
    for (const { line } of lines) {
      left.add(line, segment);
    }
  }
  rmSync(folder, { recursive: true, force: true });
}

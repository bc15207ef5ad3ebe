import { readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { FileJournal } from './FileJournal';
import { parseSegment } from './lines';
import { LeftOpen } from './openOperations';
import { isOwnerDead, takeOver } from './owner';

const SEGMENT = /^\d+-(low|high)\.jsonl$/;

/** An event about an operation whose process died. */
export interface UnknownOutcome {
  event: RecordedEvent;
  operationId: string;
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
 * by one, and events are appended once by their ids.
 */
export function adoptJournals(options: AdoptOptions): UnknownOutcome[] {
  const { folder, ownFolder, journal, now } = options;
  const left = new LeftOpen();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const other = join(folder, entry.name);
    if (
      entry.isDirectory() &&
      entry.name.startsWith(PROCESS_PREFIX) &&
      other !== ownFolder &&
      isOwnerDead(other, now) &&
      takeOver(other)
    ) {
      adoptFolder(other, journal, left);
    }
  }
  return left.events();
}

function adoptFolder(folder: string, journal: FileJournal, left: LeftOpen) {
  const names = readdirSync(folder)
    .filter(name => SEGMENT.test(name))
    .sort();
  for (const name of names) {
    const path = join(folder, name);
    const content = readFileSync(path);
    const { lines, damaged } = parseSegment(content);
    for (const { line } of lines) {
      left.add(line);
    }
    journal.adopt({
      lane: name.includes('low') ? 'low' : 'high',
      bytes: content.length,
      events: lines.filter(({ line }) => 'e' in line).length,
      damagedLines: damaged,
      move: target => renameSync(path, target),
    });
  }
  rmSync(folder, { recursive: true, force: true });
}

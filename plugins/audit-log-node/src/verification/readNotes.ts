import { NoteVerifier } from '../integrity';
import { Findings } from './Findings';
import {
  FoundNote,
  SignedCheckpoint,
  SignedList,
  openCheckpoint,
  openExportList,
} from './openNotes';
import { isCheckpointName, isExportListName } from './publications';
import { FoundManifest } from './readManifests';
import { readOrSay } from './readOrSay';
import { ExportFiles } from './types';

/** Far above what a list of many schedules needs. */
const MOST_NOTE_BYTES = 10_000_000;

/** Opens every signed note, wherever it is. */
export async function readNotes(
  names: string[],
  options: {
    files: ExportFiles;
    manifests: FoundManifest[];
    keptCheckpoints?: { file: string; note: string; fetchedAt?: Date }[];
    verifiers: NoteVerifier[];
    findings: Findings;
  },
): Promise<{
  signed: SignedCheckpoint[];
  lists: SignedList[];
  /** Checkpoints that were found, opened or not. */
  count: number;
}> {
  const { files, manifests, verifiers, findings } = options;
  const read = (file: string) =>
    readOrSay(file, findings, async () =>
      (await files.readAt(file, 0, MOST_NOTE_BYTES)).toString(),
    );
  const notes: FoundNote[] = [];
  for (const file of names.filter(isCheckpointName)) {
    const note = await read(file);
    if (note !== undefined) {
      notes.push({ file, note, from: 'published' });
    }
  }
  for (const kept of options.keptCheckpoints ?? []) {
    notes.push({ ...kept, from: 'kept' });
  }
  for (const { file, manifest } of manifests) {
    if (manifest.checkpoint !== null) {
      notes.push({ file, note: manifest.checkpoint, from: 'manifest' });
    }
  }
  const lists: SignedList[] = [];
  for (const file of names.filter(isExportListName)) {
    const note = await read(file);
    const list =
      note !== undefined && openExportList(file, note, verifiers, findings);
    if (list) {
      lists.push(list);
    }
  }
  const signed = notes.flatMap(
    note => openCheckpoint(note, verifiers, findings) ?? [],
  );
  return { signed, lists, count: notes.length };
}

import { ExportList } from 'backstage-plugin-audit-log-common';
import {
  Checkpoint,
  NoteVerifier,
  openNote,
  parseCheckpoint,
  parseExportList,
} from '../integrity';
import { Findings } from './Findings';
import { sizeInName } from './publications';

/** A signed note, and the file that it was read from. */
export interface FoundNote {
  file: string;
  note: string;
  /**
   * Where it is: beside exports, in a manifest, or kept elsewhere by the
   * reader, who may know when it was fetched.
   */
  from: 'published' | 'manifest' | 'kept';
  fetchedAt?: Date;
}

/** A checkpoint that the log signed. */
export type SignedCheckpoint = Checkpoint & Omit<FoundNote, 'note'>;

/** A list of the newest exports that the log signed, and its file. */
export interface SignedList {
  file: string;
  list: ExportList;
}

/** Opens a checkpoint; what is wrong with it is a finding. */
export function openCheckpoint(
  { note, ...found }: FoundNote,
  verifiers: NoteVerifier[],
  findings: Findings,
): SignedCheckpoint | undefined {
  const opened = openSigned(found.file, note, verifiers, findings);
  if (!opened) {
    return undefined;
  }
  let checkpoint: Checkpoint;
  try {
    checkpoint = parseCheckpoint(opened.text);
  } catch {
    // Only the log can have signed it: it says more than is known here.
    findings.addUnchecked(
      found.file,
      'The log signed it, and it is no checkpoint that is known here: it takes a newer verifier',
    );
    return undefined;
  }
  return isOfSigner(found.file, checkpoint.origin, opened, findings) &&
    (found.from !== 'published' ||
      isOfName(found.file, checkpoint.size, findings))
    ? { ...checkpoint, ...found }
    : undefined;
}

/** Opens a list of the newest exports; what is wrong with it is a finding. */
export function openExportList(
  file: string,
  note: string,
  verifiers: NoteVerifier[],
  findings: Findings,
): SignedList | undefined {
  const opened = openSigned(file, note, verifiers, findings);
  if (!opened) {
    return undefined;
  }
  const list = parseExportList(opened.text);
  if (!list) {
    findings.addUnchecked(
      file,
      'The log signed it, and it is no list of exports that is known here: it takes a newer verifier',
    );
    return undefined;
  }
  return isOfSigner(file, list.origin, opened, findings) &&
    isOfName(file, list.size, findings)
    ? { file, list }
    : undefined;
}

type Opened = ReturnType<typeof openNote>;

function openSigned(
  file: string,
  note: string,
  verifiers: NoteVerifier[],
  findings: Findings,
): Opened | undefined {
  try {
    return openNote(note, verifiers);
  } catch (error) {
    findings.add('signature', file, (error as Error).message);
    return undefined;
  }
}

function isOfSigner(
  file: string,
  origin: string,
  { signedBy }: Opened,
  findings: Findings,
): boolean {
  if (signedBy.every(({ name }) => name === origin)) {
    return true;
  }
  findings.add(
    'signature',
    file,
    `It is of ${origin}, and signed for another log`,
  );
  return false;
}

/** An earlier one under the name of a later one would hide that. */
function isOfName(file: string, size: number, findings: Findings): boolean {
  if (sizeInName(file) === size) {
    return true;
  }
  findings.add(
    'changed',
    file,
    `Is of ${size} events, its name says ${sizeInName(file)}`,
  );
  return false;
}

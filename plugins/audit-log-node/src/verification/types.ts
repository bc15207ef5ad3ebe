/**
 * Where exports lie: a folder, or whatever else has files by name.
 *
 * @public
 */
export interface ExportFiles {
  /** Names relative to the place, with `/`, in any order. */
  list(): Promise<string[]>;
  read(name: string): AsyncIterable<Uint8Array>;
  /** Fewer bytes than asked for only at the end of the file. */
  readAt(name: string, start: number, length: number): Promise<Buffer>;
  /** In bytes. */
  size(name: string): Promise<number>;
}

/**
 * What can be wrong with an export.
 *
 * @remarks
 * - `changed`: bytes are not what was written
 * - `missing`: a part that others name, or that must lie between two others
 * - `repeated`: two parts claim the same place
 * - `malformed`: a file can't be read as what its name says
 * - `signature`: a checkpoint is not signed by the log
 * - `rewritten`: what is there contradicts a checkpoint that the log signed
 *
 * @public
 */
export type FindingKind =
  | 'changed'
  | 'missing'
  | 'repeated'
  | 'malformed'
  | 'signature'
  | 'rewritten';

/** Something wrong, and where. @public */
export interface Finding {
  kind: FindingKind;
  /** The file, relative to the place. */
  file: string;
  /** One sentence. */
  message: string;
}

/**
 * Something that could not be checked, and what it takes to check it.
 *
 * @public
 */
export interface Unchecked {
  /** The file, relative to the place. */
  file: string;
  /** One sentence. */
  message: string;
}

/**
 * What a verification came to.
 *
 * @remarks
 * - `sound`: nothing is wrong
 * - `broken`: something is, see `findings`
 * - `unchecked`: nothing is as far as could be checked, and `unchecked` names
 *   what could not be: written in a newer form than this software knows, or
 *   something that nothing there proves
 *
 * @public
 */
export type VerificationOutcome = 'sound' | 'broken' | 'unchecked';

/**
 * What a verification came to, and how much was checked.
 *
 * @public
 */
export interface VerificationReport {
  outcome: VerificationOutcome;
  findings: Finding[];
  unchecked: Unchecked[];
  /** What else to know of what was looked at, one sentence each. */
  notes: string[];
  checkpoints: number;
  /** Leaves whose hashes are published. */
  leaves: number;
  manifests: number;
  objects: number;
  /** Rows whose leaf was computed from the row. */
  rows: number;
  /** Of these, rows whose leaf is in the tree of a signed checkpoint. */
  provenRows: number;
}

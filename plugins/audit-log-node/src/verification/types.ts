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
  /** What the reader may allow, where that is one of the things that may lack. */
  allow?: Allowance;
}

/**
 * What may lack without making a verification incomplete, if the reader says
 * so.
 *
 * @remarks
 * - `missing-oldest`: the oldest exports, as after a storage's own retention
 * - `unpublished`: a signed tree over the newest rows or leaves
 * - `unsigned`: anything signed that says what a manifest says
 * - `unlisted`: a signed list that says where exports end
 *
 * @public
 */
export type Allowance = (typeof allowances)[number];

/** {@inheritDoc Allowance} @public */
export const allowances = [
  'missing-oldest',
  'unpublished',
  'unsigned',
  'unlisted',
] as const;

/**
 * What the manifests of one schedule claim, and whether the log says so.
 *
 * @public
 */
export interface VerifiedSchedule {
  id: string;
  name: string;
  /** What its runs claim to hold, each once; empty: everything. */
  queries: string[];
  manifests: number;
  /** Of these, manifests that the log vouches for. */
  signedManifests: number;
  fromSequence: string;
  toSequence: string;
  /** When the log last signed which one is its newest; null: never. */
  listedAt: string | null;
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
  /** Leaves whose hashes are published, or follow from rows. */
  leaves: number;
  /** Of those in a signed tree, leaves whose event is in no JSON Lines here. */
  leavesWithoutRows: number;
  manifests: number;
  /** Manifests that the log vouches for. */
  signedManifests: number;
  objects: number;
  /** Objects that nothing but a manifest vouches for, which nobody signed. */
  comparedObjects: number;
  /** Rows whose leaf was computed from the row. */
  rows: number;
  /** Of these, rows whose leaf is in the tree of a signed checkpoint. */
  provenRows: number;
  /** Of the others, rows of objects whose hash the log signed. */
  signedRows: number;
  /** Of the others, rows that only fit their own leaf hash. */
  ownRows: number;
  /** By name. */
  schedules: VerifiedSchedule[];
}

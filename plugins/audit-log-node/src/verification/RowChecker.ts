import { ExportedEvent } from 'backstage-plugin-audit-log-common';
import { hashLeaf, leafOfEvent } from '../integrity';
import { Findings } from './Findings';
import { PublishedLeaves } from './PublishedLeaves';
import { RowLeaves } from './RowLeaves';
import { SeenSequences } from './SeenSequences';
import { FlatRow } from './flatRows';
import { firstLine } from './firstLine';
import { FoundManifest } from './readManifests';
import { readRow } from './readRow';
import { RunEvent, readRunEvent } from './runEvents';

/** Gaps of an object that are named, before the rest is only counted. */
const MOST_GAPS = 5;

/** What was found in an object that is to be judged when all were read. */
export interface ObjectRows {
  rows: number;
  /** Rows with a leaf that this software doesn't know, and its version. */
  newer: number;
  newest: number;
  /** Whether each row says where it stands. */
  isPlaced: boolean;
  erased: number;
  last: bigint | undefined;
  /** Events of the range without a row. */
  gaps: { first: string[]; events: bigint };
  /** Rows that fit their leaf hash. */
  checked: number;
  proven: number;
  /** Sequences of those that are not proven yet. */
  pending: number[];
}

/** Checks the rows of objects, one object after the other. */
export class RowChecker {
  readonly #leaves: PublishedLeaves;
  readonly #vouchedTo: number;
  readonly #findings: Findings;
  #found!: FoundManifest;
  #isSigned = false;
  #now!: ObjectRows;
  readonly rowLeaves = new RowLeaves();
  readonly seen = new SeenSequences();
  /** What the log says about exports in rows that fit their leaf hash. */
  readonly runEvents: RunEvent[] = [];

  constructor(options: {
    leaves: PublishedLeaves;
    /** Leaves up to here are in a signed tree. */
    vouchedTo: number;
    findings: Findings;
  }) {
    this.#leaves = options.leaves;
    this.#vouchedTo = options.vouchedTo;
    this.#findings = options.findings;
  }

  /**
   * @param isSigned - whether the object is, byte for byte, what the log signed
   */
  begin(found: FoundManifest, isSigned: boolean): void {
    this.#found = found;
    this.#isSigned = isSigned;
    this.#now = {
      rows: 0,
      newer: 0,
      newest: 0,
      isPlaced: true,
      erased: 0,
      last: undefined,
      gaps: { first: [], events: 0n },
      checked: 0,
      proven: 0,
      pending: [],
    };
  }

  /** Rows of the present object. */
  get count(): number {
    return this.#now.rows;
  }

  async check(line: string): Promise<void> {
    this.#now.rows += 1;
    const read = readRow(line);
    if (read.status === 'newer') {
      this.#now.newer += 1;
      this.#now.newest = Math.max(this.#now.newest, read.leafVersion);
      return;
    }
    if (read.status === 'malformed') {
      this.#malformed(read.reason);
      return;
    }
    const { proof, ...event } = read.row;
    this.#checkPlace(BigInt(event.sequence));
    const leaf = hashLeaf(leafOfEvent(event, proof));
    if (event.leafHash !== leaf.toString('hex')) {
      this.#say(
        'changed',
        `${this.#name(event.sequence)}, is not what its leaf hash says`,
      );
      return;
    }
    this.#now.checked += 1;
    this.#now.erased += event.erased ? 1 : 0;
    if (await this.#isLeafThere(Number(event.sequence), leaf)) {
      this.#note(read.row);
    }
  }

  /**
   * A row of a format without proofs: whether the log holds a leaf of its hash
   * at its place. Nothing shows that its other columns are what that covers.
   */
  async checkFlat(row: FlatRow): Promise<void> {
    this.#now.rows += 1;
    if (row.status === 'malformed') {
      this.#malformed(row.reason);
      return;
    }
    if (row.sequence === undefined) {
      this.#now.isPlaced = false;
      return;
    }
    this.#checkPlace(BigInt(row.sequence));
    const sequence = Number(row.sequence);
    if (row.leafHash === undefined || sequence > this.#leaves.size) {
      return;
    }
    const leaf = await this.#leaves.at(sequence);
    if (leaf.toString('hex') !== row.leafHash) {
      const file = this.#leaves.fileOf(sequence);
      this.#say(
        'changed',
        `${this.#name(
          row.sequence,
        )}, has not the leaf hash of that place in ${file}`,
      );
    }
  }

  /** Whether the object holds what its manifest says. */
  end(): ObjectRows {
    const { rows, lastSequence, toSequence } = this.#found.manifest;
    const { last, newer, isPlaced } = this.#now;
    if (this.count !== rows) {
      this.#contradict(
        this.count < rows ? 'missing' : 'repeated',
        `Has ${this.count} rows, its manifest says ${rows}`,
        this.count > rows,
      );
    }
    if (newer > 0 || !isPlaced) {
      // Where its events stand can't be told.
      return this.#now;
    }
    if (String(last ?? null) !== String(lastSequence)) {
      this.#contradict(
        'changed',
        `Ends with ${
          last === undefined ? 'no event' : `event ${last}`
        }, its manifest says ${lastSequence}`,
        last !== undefined && last > BigInt(lastSequence ?? 0),
      );
    }
    this.#gap(this.#before(), BigInt(toSequence) + 1n);
    return this.#now;
  }

  /** Whether a leaf is in its place, or may be: nothing says otherwise. */
  async #isLeafThere(sequence: number, leaf: Buffer): Promise<boolean> {
    if (sequence > this.#leaves.size) {
      const isSame = this.rowLeaves.note(sequence, leaf);
      if (!isSame) {
        this.#say(
          'rewritten',
          `${this.#name(sequence)}, has another leaf than it has elsewhere`,
        );
      }
      return isSame;
    }
    if ((await this.#leaves.at(sequence)).equals(leaf)) {
      return true;
    }
    const file = this.#leaves.fileOf(sequence);
    this.#say(
      'rewritten',
      `${this.#name(sequence)}, is not the leaf of that place in ${file}`,
    );
    return false;
  }

  #note(event: ExportedEvent): void {
    const sequence = Number(event.sequence);
    this.seen.add(sequence);
    if (sequence <= this.#vouchedTo) {
      this.#now.proven += 1;
    } else {
      this.#now.pending.push(sequence);
    }
    const run = readRunEvent(event, this.#found);
    if (run) {
      this.runEvents.push(run);
    }
  }

  #checkPlace(sequence: bigint): void {
    const { fromSequence, toSequence, firstSequence } = this.#found.manifest;
    const { last, newer } = this.#now;
    const first = last === undefined;
    if (first && newer === 0 && String(sequence) !== firstSequence) {
      this.#contradict(
        'changed',
        `Begins with event ${sequence}, its manifest says ${firstSequence}`,
        firstSequence === null || sequence < BigInt(firstSequence),
      );
    }
    if (sequence < BigInt(fromSequence) || sequence > BigInt(toSequence)) {
      this.#say(
        'changed',
        `${this.#name(
          sequence,
        )}, is out of the range ${fromSequence} to ${toSequence}`,
      );
    }
    const before = this.#before();
    if (sequence <= before && !first) {
      this.#say(
        'repeated',
        `${this.#name(sequence)}, comes after event ${before}`,
      );
    } else if (newer === 0) {
      this.#gap(before, sequence);
    }
    this.#now.last = sequence;
  }

  #before(): bigint {
    return this.#now.last ?? BigInt(this.#found.manifest.fromSequence) - 1n;
  }

  #gap(before: bigint, next: bigint): void {
    const { gaps } = this.#now;
    const events = next - before - 1n;
    if (events <= 0n) {
      return;
    }
    gaps.events += events;
    if (gaps.first.length < MOST_GAPS) {
      gaps.first.push(
        events === 1n ? `${before + 1n}` : `${before + 1n} to ${next - 1n}`,
      );
    }
  }

  #name(sequence: bigint | string | number): string {
    return `Row ${this.count}, event ${sequence}`;
  }

  #malformed(reason: string): void {
    this.#say(
      'malformed',
      `Row ${this.count} is no exported event: ${firstLine(reason)}`,
    );
  }

  /**
   * An object that an earlier attempt wrote stands as it is, also where
   * retention has removed rows before the manifest counted them.
   */
  #contradict(
    kind: Parameters<Findings['add']>[0],
    message: string,
    hasMore: boolean,
  ): void {
    if (this.#isSigned && hasMore) {
      this.#findings.addNote(
        `${this.#found.object}: ${message}; the log signed both.`,
      );
    } else {
      this.#say(kind, message);
    }
  }

  #say(kind: Parameters<Findings['add']>[0], message: string): void {
    this.#findings.add(kind, this.#found.object, message);
  }
}

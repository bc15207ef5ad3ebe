import { LEAF_VERSION } from 'backstage-plugin-audit-log-common';
import { hashLeaf, leafOfEvent } from '../integrity';
import { Findings } from './Findings';
import { PublishedLeaves } from './PublishedLeaves';
import { FlatRow } from './flatRows';
import { firstLine } from './firstLine';
import { FoundManifest } from './readManifests';
import { readRow } from './readRow';

/** Checks the rows of objects, one object after the other. */
export class RowChecker {
  readonly #leaves: PublishedLeaves;
  readonly #vouchedTo: number;
  readonly #findings: Findings;
  #found!: FoundManifest;
  #last: bigint | undefined;
  #placed = true;
  #newer = 0;
  #newest = 0;
  #erased = 0;
  /** Rows of the present object. */
  count = 0;
  /** Rows of all objects whose leaf was computed. */
  checked = 0;
  proven = 0;

  constructor(options: {
    leaves: PublishedLeaves;
    vouchedTo: number;
    findings: Findings;
  }) {
    this.#leaves = options.leaves;
    this.#vouchedTo = options.vouchedTo;
    this.#findings = options.findings;
  }

  begin(found: FoundManifest): void {
    this.#found = found;
    this.#last = undefined;
    this.#placed = true;
    this.#newer = 0;
    this.#newest = 0;
    this.#erased = 0;
    this.count = 0;
  }

  async check(line: string): Promise<void> {
    this.count += 1;
    const read = readRow(line);
    if (read.status === 'newer') {
      this.#newer += 1;
      this.#newest = Math.max(this.#newest, read.leafVersion);
      return;
    }
    if (read.status === 'malformed') {
      this.#say(
        'malformed',
        `Row ${this.count} is no exported event: ${firstLine(read.reason)}`,
      );
      return;
    }
    const { proof, ...event } = read.row;
    this.#checkPlace(BigInt(event.sequence));
    const leaf = hashLeaf(leafOfEvent(event, proof));
    if (event.leafHash !== leaf.toString('hex')) {
      this.#say(
        'changed',
        `Row ${this.count}, event ${event.sequence}, is not what its leaf hash says`,
      );
      return;
    }
    this.checked += 1;
    this.#erased += event.erased ? 1 : 0;
    const sequence = Number(event.sequence);
    if (sequence > this.#leaves.size) {
      return;
    }
    if (!(await this.#leaves.at(sequence)).equals(leaf)) {
      this.#say(
        'rewritten',
        `Row ${this.count}, event ${
          event.sequence
        }, is not the leaf of that place in ${this.#leaves.fileOf(sequence)}`,
      );
    } else if (sequence <= this.#vouchedTo) {
      this.proven += 1;
    }
  }

  /**
   * A row of a format without proofs: whether the log holds a leaf of its hash
   * at its place. Nothing shows that its other columns are what that covers.
   */
  async checkFlat(row: FlatRow): Promise<void> {
    this.count += 1;
    if (row.status === 'malformed') {
      this.#say(
        'malformed',
        `Row ${this.count} is no exported event: ${firstLine(row.reason)}`,
      );
      return;
    }
    if (row.sequence === undefined) {
      this.#placed = false;
      return;
    }
    this.#checkPlace(BigInt(row.sequence));
    const sequence = Number(row.sequence);
    if (row.leafHash === undefined || sequence > this.#leaves.size) {
      return;
    }
    const leaf = await this.#leaves.at(sequence);
    if (leaf.toString('hex') !== row.leafHash) {
      this.#say(
        'changed',
        `Row ${
          this.count
        }, event ${sequence}, has not the leaf hash of that place in ${this.#leaves.fileOf(
          sequence,
        )}`,
      );
    }
  }

  /** Whether the object holds what its manifest says. */
  end(): void {
    const { rows, lastSequence, fromSequence, toSequence } =
      this.#found.manifest;
    if (this.count !== rows) {
      this.#say(
        this.count < rows ? 'missing' : 'repeated',
        `Has ${this.count} rows, its manifest says ${rows}`,
      );
    }
    this.#endUnchecked();
    if (this.#newer > 0 || !this.#placed) {
      // Where its events stand can't be told.
      return;
    }
    if (String(this.#last ?? null) !== String(lastSequence)) {
      this.#say(
        'changed',
        `Ends with ${this.#lastName()}, its manifest says ${lastSequence}`,
      );
    }
    if (this.#isWhole() && rows === 0 && this.#hasRange()) {
      this.#unable(
        `Has none of the events ${fromSequence} to ${toSequence}: nothing here says that retention removed them`,
      );
    } else if (
      rows > 0 &&
      this.#isWhole() &&
      this.#last !== BigInt(toSequence)
    ) {
      this.#say(
        'missing',
        `Events up to ${toSequence} are missing after ${this.#lastName()}`,
      );
    }
  }

  #endUnchecked(): void {
    if (this.#newer > 0) {
      this.#unable(
        `Has ${this.#newer} rows with leaves up to version ${
          this.#newest
        }: it takes a newer verifier, this one knows versions up to ${LEAF_VERSION}`,
      );
    }
    if (this.#erased > 0) {
      this.#unable(
        `Has ${
          this.#erased
        } rows with erased groups: nothing here proves that the log erased them`,
      );
    }
  }

  #checkPlace(sequence: bigint): void {
    const { fromSequence, toSequence, firstSequence } = this.#found.manifest;
    const first = this.#last === undefined;
    if (first && this.#newer === 0 && String(sequence) !== firstSequence) {
      this.#say(
        'changed',
        `Begins with event ${sequence}, its manifest says ${firstSequence}`,
      );
    }
    if (sequence < BigInt(fromSequence) || sequence > BigInt(toSequence)) {
      this.#say(
        'changed',
        `Row ${this.count}, event ${sequence}, is out of the range ${fromSequence} to ${toSequence}`,
      );
    }
    const before = this.#last ?? BigInt(fromSequence) - 1n;
    if (sequence <= before && !first) {
      this.#say(
        'repeated',
        `Row ${this.count}, event ${sequence}, comes after event ${before}`,
      );
    } else if (this.#isWhole() && this.#newer === 0 && sequence > before + 1n) {
      this.#say(
        'missing',
        `Events ${before + 1n} to ${sequence - 1n} are missing before row ${
          this.count
        }`,
      );
    }
    this.#last = sequence;
  }

  #lastName(): string {
    return this.#last === undefined ? 'no event' : `event ${this.#last}`;
  }

  /** An export of everything has every sequence of its range. */
  #isWhole(): boolean {
    const { coverage, query } = this.#found.manifest;
    return coverage === 'incremental' && query.trim() === '';
  }

  #hasRange(): boolean {
    const { fromSequence, toSequence } = this.#found.manifest;
    return BigInt(fromSequence) <= BigInt(toSequence);
  }

  #unable(message: string): void {
    this.#findings.addUnchecked(this.#found.object, message);
  }

  #say(kind: Parameters<Findings['add']>[0], message: string): void {
    this.#findings.add(kind, this.#found.object, message);
  }
}

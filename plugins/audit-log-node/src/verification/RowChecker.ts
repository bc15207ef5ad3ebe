import {
  ExportedEvent,
  exportedEventSchema,
} from 'backstage-plugin-audit-log-common';
import { hashLeaf, leafOfEvent } from '../integrity';
import { Findings } from './Findings';
import { PublishedLeaves } from './PublishedLeaves';
import { FoundManifest } from './readManifests';

/** Checks the rows of objects, one object after the other. */
export class RowChecker {
  readonly #leaves: PublishedLeaves;
  readonly #vouchedTo: number;
  readonly #findings: Findings;
  #found!: FoundManifest;
  #last: bigint | undefined;
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
    this.count = 0;
  }

  async check(line: string): Promise<void> {
    this.count += 1;
    const row = parseRow(line);
    if (!row) {
      this.#say('malformed', `Row ${this.count} is no exported event`);
      return;
    }
    const { proof, ...event } = row;
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

  /** Whether the object holds what its manifest says. */
  end(): void {
    const { rows, lastSequence, toSequence } = this.#found.manifest;
    if (this.count !== rows) {
      this.#say(
        this.count < rows ? 'missing' : 'repeated',
        `Has ${this.count} rows, its manifest says ${rows}`,
      );
    }
    if (String(this.#last ?? null) !== String(lastSequence)) {
      this.#say(
        'changed',
        `Ends with ${this.#lastName()}, its manifest says ${lastSequence}`,
      );
    }
    if (this.#isWhole() && this.#last !== BigInt(toSequence) && rows > 0) {
      this.#say(
        'missing',
        `Events up to ${toSequence} are missing after ${this.#lastName()}`,
      );
    }
  }

  #checkPlace(sequence: bigint): void {
    const { fromSequence, toSequence, firstSequence } = this.#found.manifest;
    const first = this.#last === undefined;
    if (first && String(sequence) !== firstSequence) {
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
    } else if (this.#isWhole() && sequence > before + 1n) {
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

  #say(kind: Parameters<Findings['add']>[0], message: string): void {
    this.#findings.add(kind, this.#found.object, message);
  }
}

/** The row as it was written: the schema leaves out keys like `__proto__`. */
function parseRow(line: string): ExportedEvent | undefined {
  try {
    const row = JSON.parse(line);
    exportedEventSchema.parse(row);
    return row;
  } catch {
    return undefined;
  }
}

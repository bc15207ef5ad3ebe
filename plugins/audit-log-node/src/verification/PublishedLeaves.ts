import { Findings } from './Findings';
import { LeafSource } from './leafSource';
import { readOrSay } from './readOrSay';
import { ExportFiles } from './types';

const HASH_BYTES = 32;
const NAME = /(\d{16})-(\d{16})\.leaves$/;
/** Leaves that are read at once. */
const BLOCK = 4096;

interface LeafFile {
  name: string;
  /** The first leaf of the file. */
  from: number;
  to: number;
}

/** The leaf hashes that are published beside exports, by sequence. */
export class PublishedLeaves implements LeafSource {
  readonly #files: ExportFiles;
  readonly #parts: LeafFile[] = [];
  #block: { first: number; hashes: Buffer } | undefined;

  private constructor(files: ExportFiles) {
    this.#files = files;
  }

  static isOne(name: string): boolean {
    return NAME.test(name);
  }

  /**
   * Takes the files in order, as far as they go on from one another.
   *
   * @remarks
   * Several storages of one log may lie in one folder, each with the same
   * leaves. What is in the same place twice must be the same.
   */
  static async open(
    files: ExportFiles,
    names: string[],
    findings: Findings,
  ): Promise<PublishedLeaves> {
    const leaves = new PublishedLeaves(files);
    const found = names
      .map(rangeOfLeaves)
      .sort((a, b) => a.from - b.from || a.to - b.to);
    for (const part of found) {
      const { name, from, to } = part;
      if (from > leaves.size + 1) {
        break;
      }
      // What can't be read is said here, rather than when a leaf is needed.
      const bytes = await readOrSay(name, findings, async () => {
        await files.readAt(name, 0, HASH_BYTES);
        return files.size(name);
      });
      if (bytes === undefined) {
        break;
      }
      const expected = (to - from + 1) * HASH_BYTES;
      if (bytes !== expected || from < 1) {
        findings.add(
          'changed',
          name,
          `Has ${bytes} bytes, expected ${expected} for leaves ${from} to ${to}`,
        );
        break;
      }
      const differing = await leaves.#differingFrom(part);
      if (differing !== undefined) {
        findings.add(
          'rewritten',
          name,
          `Has another leaf ${differing} than ${leaves.fileOf(differing)}`,
        );
      } else if (to > leaves.size) {
        leaves.#parts.push(part);
      }
    }
    return leaves;
  }

  /** How many leaves there are, from the first on. */
  get size(): number {
    return this.#parts.at(-1)?.to ?? 0;
  }

  /** The hash of a leaf up to {@link size}. */
  async at(sequence: number): Promise<Buffer> {
    const first = this.#block?.first ?? 0;
    const count = (this.#block?.hashes.length ?? 0) / HASH_BYTES;
    if (sequence < first || sequence >= first + count) {
      await this.#load(sequence);
    }
    const { first: start, hashes } = this.#block!;
    const offset = (sequence - start) * HASH_BYTES;
    return hashes.subarray(offset, offset + HASH_BYTES);
  }

  /** The file that holds a leaf. */
  fileOf(sequence: number): string {
    return this.#part(sequence).name;
  }

  /** The first leaf of a file that is here already, and another one. */
  async #differingFrom({
    name,
    from,
    to,
  }: LeafFile): Promise<number | undefined> {
    for (let start = from; start <= Math.min(to, this.size); start += BLOCK) {
      const end = Math.min(to, this.size, start + BLOCK - 1);
      const offset = (start - from) * HASH_BYTES;
      const length = (end - start + 1) * HASH_BYTES;
      const theirs = await this.#files.readAt(name, offset, length);
      for (let leaf = start; leaf <= end; leaf += 1) {
        const place = (leaf - start) * HASH_BYTES;
        const hash = theirs.subarray(place, place + HASH_BYTES);
        if (!(await this.at(leaf)).equals(hash)) {
          return leaf;
        }
      }
    }
    return undefined;
  }

  async #load(sequence: number): Promise<void> {
    const { name, from, to } = this.#part(sequence);
    const length = Math.min(BLOCK, to - sequence + 1) * HASH_BYTES;
    const start = (sequence - from) * HASH_BYTES;
    const hashes = await this.#files.readAt(name, start, length);
    this.#block = { first: sequence, hashes };
  }

  #part(sequence: number): LeafFile {
    const part = this.#parts.find(({ to }) => sequence <= to);
    if (!part) {
      throw new RangeError(`Leaf ${sequence} is not published`);
    }
    return part;
  }
}

/** The leaves that a file holds, as its name says. */
export function rangeOfLeaves(name: string): LeafFile {
  const [, from, to] = NAME.exec(name)!;
  return { name, from: Number(from), to: Number(to) };
}

import { Findings } from './Findings';
import { ExportFiles } from './types';

const HASH_BYTES = 32;
const NAME = /(\d{16})-(\d{16})\.leaves$/;
/** Leaves that are read at once. */
const BLOCK = 4096;

interface LeafFile {
  name: string;
  from: number;
  to: number;
}

/** The leaf hashes that are published beside exports, by sequence. */
export class PublishedLeaves {
  readonly #files: ExportFiles;
  readonly #parts: LeafFile[];
  #block: { first: number; hashes: Buffer } | undefined;

  private constructor(files: ExportFiles, parts: LeafFile[]) {
    this.#files = files;
    this.#parts = parts;
  }

  static isOne(name: string): boolean {
    return NAME.test(name);
  }

  /** Takes the files in order, as far as they go on from one another. */
  static async open(
    files: ExportFiles,
    names: string[],
    findings: Findings,
  ): Promise<PublishedLeaves> {
    const parts: LeafFile[] = [];
    let size = 0;
    const found = names
      .map(name => {
        const [, from, to] = NAME.exec(name)!;
        return { name, from: Number(from), to: Number(to) };
      })
      .sort((a, b) => a.from - b.from || a.to - b.to);
    for (const part of found) {
      const { name, from, to } = part;
      if (from <= size) {
        findings.add(
          'repeated',
          name,
          `Begins with leaf ${from}, which another file holds already`,
        );
        continue;
      }
      if (from > size + 1) {
        findings.add(
          'missing',
          name,
          `Leaves ${size + 1} to ${from - 1} before it are missing`,
        );
        break;
      }
      const bytes = await files.size(name);
      const expected = (to - from + 1) * HASH_BYTES;
      if (bytes !== expected) {
        findings.add(
          'changed',
          name,
          `Has ${bytes} bytes, expected ${expected} for leaves ${from} to ${to}`,
        );
        break;
      }
      parts.push(part);
      size = to;
    }
    return new PublishedLeaves(files, parts);
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

  async *between(after: number, size: number): AsyncGenerator<Buffer> {
    for (let sequence = after + 1; sequence <= size; sequence += 1) {
      yield await this.at(sequence);
    }
  }

  /** The file that holds a leaf. */
  fileOf(sequence: number): string {
    return this.#part(sequence).name;
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

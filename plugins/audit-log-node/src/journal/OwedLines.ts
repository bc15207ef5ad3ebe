import { Segment } from './Segment';

/** Most lines that are owed; beyond that the oldest are forgotten. */
const MAX_OWED = 10_000;

/** Lines about segments that the disk refused, to be written when it can. */
export class OwedLines {
  #owed: { segment: Segment; line: string }[] = [];

  add(segment: Segment, line: string): void {
    this.#owed.push({ segment, line });
    if (this.#owed.length > MAX_OWED) {
      this.#owed.shift();
    }
  }

  /** Throws where the disk refuses again. */
  pay(): void {
    while (this.#owed.length > 0) {
      const { segment, line } = this.#owed[0];
      segment.note(Buffer.from(line));
      this.#owed.shift();
    }
  }
}

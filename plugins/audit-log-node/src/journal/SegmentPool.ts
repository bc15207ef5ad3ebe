import { join } from 'node:path';
import { Lane, Segment } from './Segment';
import { beginLine } from './lines';

const MAX_SEGMENT_BYTES = 1024 * 1024;
const MIN_SEGMENTS = 16;

/** What a {@link SegmentPool} is made of. */
export interface SegmentPoolOptions {
  folder: string;
  maxBytes: number;
  /** Makes sure that the folder exists and is ours. Throws where it can't. */
  prepareFolder(): void;
  /** Called when a segment that was still needed is given up. */
  onGivenUp(segment: Segment): void;
}

/**
 * The files of the journal: which one to write to, and which one goes when
 * there is no room for another.
 */
export class SegmentPool {
  readonly #options: SegmentPoolOptions;
  readonly #maxSegmentBytes: number;
  readonly #segments = new Set<Segment>();
  /** Those that are written to, by lane and whether they are spilled. */
  readonly #current = new Map<string, Segment>();
  #nextNumber = 1;
  #holdsAdopted = false;

  constructor(options: SegmentPoolOptions) {
    this.#options = options;
    this.#maxSegmentBytes = Math.min(
      MAX_SEGMENT_BYTES,
      Math.floor(options.maxBytes / MIN_SEGMENTS),
    );
  }

  get bytes(): number {
    let bytes = 0;
    for (const segment of this.#segments) {
      bytes += segment.bytes;
    }
    return bytes;
  }

  /** Events that are on disk only. */
  get spilled(): number {
    let events = 0;
    for (const segment of this.#segments) {
      events += segment.isSpilled ? segment.events : 0;
    }
    return events;
  }

  /** Whether events of another process are on disk only. */
  get holdsAdopted(): boolean {
    return this.#holdsAdopted;
  }

  /** Every segment, oldest first. */
  all(): Segment[] {
    return [...this.#segments];
  }

  /** The oldest segment whose events are on disk only. */
  oldestSpilled(): Segment | undefined {
    return this.all().find(segment => segment.isSpilled);
  }

  /** A path for one more segment. */
  nextPath(lane: Lane): string {
    const number = String(this.#nextNumber).padStart(9, '0');
    this.#nextNumber += 1;
    return join(this.#options.folder, `${number}-${lane}.jsonl`);
  }

  add(segment: Segment): void {
    this.#segments.add(segment);
    this.#holdsAdopted ||= segment.isAdopted;
  }

  /** The segment to write to. Throws where the disk refuses a new one. */
  writable(lane: Lane, isSpilled: boolean): Segment {
    const key = `${lane} ${isSpilled}`;
    const current = this.#current.get(key);
    if (current && !current.isSealed && current.bytes < this.#maxSegmentBytes) {
      return current;
    }
    if (current) {
      this.seal(current);
      this.settle(current);
    }
    const crowded = this.#makeRoom();
    this.#options.prepareFolder();
    const path = this.nextPath(lane);
    const segment = Segment.open({ path, lane, isSpilled });
    this.#current.set(key, segment);
    this.#segments.add(segment);
    this.#moveBegins(crowded, segment);
    return segment;
  }

  seal(segment: Segment): void {
    segment.seal();
    for (const [key, current] of this.#current) {
      if (current === segment) {
        this.#current.delete(key);
      }
    }
  }

  /**
   * Something that was on disk only isn't any more. What is written next goes
   * into new segments: it must not lie before that on disk, should another
   * process read it.
   */
  noteReadBack(): void {
    this.#holdsAdopted =
      this.#holdsAdopted &&
      this.all().some(each => each.isAdopted && each.isSpilled);
    for (const segment of [...this.#current.values()]) {
      this.seal(segment);
      this.settle(segment);
    }
  }

  /** Frees what a segment takes on disk, where nothing of it is needed. */
  settle(segment: Segment): void {
    if (segment.isNeeded || !this.#segments.has(segment)) {
      return;
    }
    if (segment.isSealed) {
      this.forget(segment);
    } else {
      segment.reclaim();
    }
  }

  forget(segment: Segment): void {
    this.seal(segment);
    this.#segments.delete(segment);
    segment.remove();
  }

  /**
   * Gives up segments until another one fits. Returns those that hold nothing
   * but begins of open operations, which are to move.
   */
  #makeRoom(): Segment[] {
    const { maxBytes, onGivenUp } = this.#options;
    const crowded = new Set<Segment>();
    const isTooMuch = () => {
      let bytes = this.bytes + this.#maxSegmentBytes;
      for (const segment of crowded) {
        bytes -= segment.bytes;
      }
      return bytes > maxBytes;
    };
    while (isTooMuch()) {
      const candidates = this.all().filter(segment => !crowded.has(segment));
      const onlyBegins = candidates.find(
        ({ events, isSealed }) => events === 0 && isSealed,
      );
      if (onlyBegins) {
        crowded.add(onlyBegins);
        continue;
      }
      const least =
        candidates.find(({ lane }) => lane === 'low') ?? candidates[0];
      if (!least) {
        break;
      }
      onGivenUp(least);
      this.forget(least);
    }
    return [...crowded];
  }

  /**
   * The youngest begins move first: where not all of them fit, the operations
   * that have been open longest are no longer missed when the process dies.
   */
  #moveBegins(from: Segment[], to: Segment): void {
    const marks = from.flatMap(segment => [...segment.begins]).reverse();
    for (const mark of marks) {
      if (!mark.isEnded && to.bytes < this.#maxSegmentBytes / 2) {
        to.append(Buffer.from(beginLine(mark.begun, mark.nextId)));
        mark.moveTo(to);
      }
    }
    from.forEach(segment => this.forget(segment));
  }
}

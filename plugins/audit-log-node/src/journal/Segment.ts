import {
  closeSync,
  constants,
  ftruncateSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/** A segment of which nothing is needed is emptied once it is this long. */
const EMPTY_FROM_BYTES = 64 * 1024;

/** Events that may be given up first when the journal is full, and the rest. */
export type Lane = 'low' | 'high';

/** The lane of an event. */
export function laneOf(event: RecordedEvent): Lane {
  return event.severity === 'low' ? 'low' : 'high';
}

/** An operation that began in a segment and is still open. */
export interface HeldBegin {
  readonly begun: RecordedEvent;
  /** Id kept for the event that amends the begin, where that was recorded. */
  readonly nextId: string | undefined;
  /** Its end is written already. */
  readonly isEnded: boolean;
  moveTo(segment: Segment): void;
}

/** One file of the journal. */
export class Segment {
  readonly path: string;
  readonly lane: Lane;
  /** Whether its events are on disk only. */
  isSpilled: boolean;
  /** Another process left it. */
  readonly isAdopted: boolean;
  bytes: number;
  /** Lines of it that are known to be unreadable. */
  damagedLines = 0;
  /** Events were written to it undecided. */
  holdsUndecided = false;
  /** One of its lines says that those are kept. */
  keepsUndecided = false;
  /** Events of it that are still needed. */
  events = 0;
  /** Operations that began in it and are still open. */
  readonly begins = new Set<HeldBegin>();
  #fd: number | undefined;
  #isRemoved = false;

  /** Opens a new, empty segment. Throws where the disk refuses. */
  static open(options: { path: string; lane: Lane; isSpilled: boolean }) {
    const fd = openSync(options.path, 'ax', 0o600);
    return new Segment({ ...options, isAdopted: false, bytes: 0, fd });
  }

  /** A segment that another process left. */
  static adopted(options: {
    path: string;
    lane: Lane;
    bytes: number;
    events: number;
    damagedLines: number;
    holdsUndecided: boolean;
    keepsUndecided: boolean;
  }) {
    const segment = new Segment({
      ...options,
      isSpilled: true,
      isAdopted: true,
      fd: undefined,
    });
    segment.events = options.events;
    segment.damagedLines = options.damagedLines;
    segment.holdsUndecided = options.holdsUndecided;
    segment.keepsUndecided = options.keepsUndecided;
    return segment;
  }

  private constructor(options: {
    path: string;
    lane: Lane;
    isSpilled: boolean;
    isAdopted: boolean;
    bytes: number;
    fd: number | undefined;
  }) {
    this.path = options.path;
    this.lane = options.lane;
    this.isSpilled = options.isSpilled;
    this.isAdopted = options.isAdopted;
    this.bytes = options.bytes;
    this.#fd = options.fd;
  }

  get isRemoved(): boolean {
    return this.#isRemoved;
  }

  get isSealed(): boolean {
    return this.#fd === undefined;
  }

  get isNeeded(): boolean {
    return this.events > 0 || this.begins.size > 0;
  }

  /** Whether it goes, or is emptied, when one need of it is no more. */
  get goesWithoutOneMore(): boolean {
    return (
      this.events + this.begins.size === 1 &&
      (this.isSealed || this.bytes >= EMPTY_FROM_BYTES)
    );
  }

  /**
   * Appends a line about what is in the segment, also where it is closed.
   * Throws where the disk refuses.
   */
  note(line: Buffer): void {
    if (!this.isSealed) {
      this.append(line);
    } else if (!this.#isRemoved) {
      this.#fd = openSync(this.path, constants.O_WRONLY | constants.O_APPEND);
      try {
        this.append(line);
      } finally {
        this.seal();
      }
    }
  }

  /** Puts other lines in the place of its own, whole or not at all. */
  rewrite(content: Buffer): void {
    this.seal();
    writeFileSync(`${this.path}.new`, content, { mode: 0o600 });
    renameSync(`${this.path}.new`, this.path);
    this.bytes = content.length;
    this.damagedLines = 0;
  }

  /**
   * Appends one whole line by one write, which survives the death of the
   * process. Throws where the disk refuses; what was written is taken back.
   */
  append(line: Buffer): void {
    const fd = this.#fd;
    if (fd === undefined) {
      throw new Error(`Segment ${this.path} is closed`);
    }
    let written = 0;
    try {
      written = writeSync(fd, line, 0, line.length);
    } finally {
      if (written < line.length) {
        this.#takeBack(fd);
      }
    }
    if (written < line.length) {
      throw new Error(
        `Only ${written} of ${line.length} bytes could be written`,
      );
    }
    this.bytes += line.length;
  }

  /** Empties the file, where it is worth it and nothing of it is needed. */
  reclaim(): void {
    if (
      this.#fd !== undefined &&
      !this.isNeeded &&
      this.bytes >= EMPTY_FROM_BYTES
    ) {
      ftruncateSync(this.#fd, 0);
      this.bytes = 0;
    }
  }

  seal(): void {
    if (this.#fd !== undefined) {
      const fd = this.#fd;
      this.#fd = undefined;
      closeSync(fd);
    }
  }

  remove(): void {
    this.seal();
    this.#isRemoved = true;
    rmSync(this.path, { force: true });
  }

  #takeBack(fd: number): void {
    try {
      ftruncateSync(fd, this.bytes);
    } catch {
      // The rest of the line stays; it reads as a torn line at the end.
      this.seal();
    }
  }
}

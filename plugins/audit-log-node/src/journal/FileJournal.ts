import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Lane, Segment, laneOf } from './Segment';
import { SegmentPool } from './SegmentPool';
import { beginLine, eventLine, parseSegment } from './lines';
import { LogNote } from './logNote';
import { claimFolder } from './owner';
import { LossCount } from './LossCount';
import { OwedLines } from './OwedLines';
import { BeginMark, EventMark, Holder } from './marks';
import { journalProblems } from './journalProblems';
import { discardUndecided, keepUndecided } from './discardUndecided';
import { spilledEvents } from './spilledEvents';
import {
  BeginPlace,
  Journal,
  JournalMark,
  JournalStatus,
  SpilledEvent,
  WriteOptions,
} from './types';

/** How long it stays away from a disk that refused, or till a clock goes back. */
const RETRY_AFTER_MS = 5_000;

/** Small segments, as many short lives leave them, are taken together. */
const TAKE_AT_LEAST = 500;

/** What a {@link FileJournal} is made of. */
export interface FileJournalOptions {
  /** The folder of this process, which nobody else writes to. */
  folder: string;
  maxBytes: number;
  /** Of which log it is. */
  note(): LogNote;
  /** Epoch milliseconds. */
  now(): number;
}

/**
 * A journal in append-only segment files, one line by one write.
 *
 * @remarks
 * Two lanes: events of low severity, and the rest. When the journal is full,
 * the oldest segment of low severity is given up, and where there is none the
 * oldest of all, so that the newest events of higher severity stay.
 */
export class FileJournal implements Journal {
  readonly #options: FileJournalOptions;
  readonly #pool: SegmentPool;
  readonly #holder: Holder = {
    settle: segment => this.#pool.settle(segment),
    note: (segment, line) => this.#note(segment, line),
  };
  #onGivenUp: (isGivenUp: (mark: JournalMark) => boolean) => void = () => {};
  readonly #dropped = new LossCount();
  readonly #damagedLines = new LossCount();
  readonly #owed = new OwedLines();
  #isSpilling = false;
  #foreign: string[] = [];
  #trouble: { message: string; since: number } | undefined;

  constructor(options: FileJournalOptions) {
    this.#options = options;
    this.#pool = new SegmentPool({
      ...options,
      prepareFolder: () => claimFolder(options.folder, options.note()),
      onGivenUp: segment => {
        this.#dropped.add(segment.events, options.now());
        this.#onGivenUp(
          mark => mark instanceof EventMark && mark.segment === segment,
        );
      },
    });
  }

  get isSpilling(): boolean {
    return this.#isSpilling;
  }

  get holdsAdopted(): boolean {
    return this.#pool.holdsAdopted;
  }

  onGivenUp(
    listener: (isGivenUp: (mark: JournalMark) => boolean) => void,
  ): void {
    this.#onGivenUp = listener;
  }

  /**
   * Takes over a segment that another process left. Its events come back by
   * `takeSpilled`.
   *
   * @param move - moves the file to the path that it is given
   */
  adopt(
    options: Omit<Parameters<typeof Segment.adopted>[0], 'path'> & {
      move(path: string): void;
    },
  ): Segment {
    const path = this.#pool.nextPath(options.lane);
    options.move(path);
    this.#damagedLines.add(options.damagedLines, this.#options.now());
    const segment = Segment.adopted({ ...options, path });
    this.#pool.add(segment);
    this.#isSpilling = true;
    return segment;
  }

  /** Keeps a begin in a segment that was taken over. */
  hold(options: {
    begun: RecordedEvent;
    nextId: string | undefined;
    segment: Segment;
  }): BeginPlace {
    return new BeginMark({ ...options, holder: this.#holder });
  }

  begin(begun: RecordedEvent, nextId?: string) {
    const written = this.#append(laneOf(begun), this.#isSpilling, () =>
      beginLine(begun, nextId),
    );
    return (
      written &&
      new BeginMark({
        begun,
        nextId,
        segment: written.segment,
        holder: this.#holder,
      })
    );
  }

  write(event: RecordedEvent, { spill, begin, ...facts }: WriteOptions) {
    const written = this.#append(laneOf(event), spill, () =>
      eventLine(event, facts),
    );
    if (!written) {
      return undefined;
    }
    this.#isSpilling ||= spill;
    written.segment.holdsUndecided ||= facts.isUndecided === true;
    if (begin instanceof BeginMark && event.outcome !== 'pending') {
      begin.endedIn(written.segment);
    }
    const mark = new EventMark(event.id, written.segment, this.#holder);
    return { mark, size: written.size };
  }

  async takeSpilled(): Promise<SpilledEvent[]> {
    const taken: SpilledEvent[] = [];
    while (taken.length < TAKE_AT_LEAST) {
      const segment = this.#pool.oldestSpilled();
      if (!segment) {
        this.#isSpilling = false;
        break;
      }
      this.#pool.seal(segment);
      let content: Buffer;
      try {
        content = await readFile(segment.path);
      } catch (error) {
        if (taken.length > 0) {
          // Those go first; the next call says what is wrong.
          break;
        }
        throw error;
      }
      const { lines, damaged } = parseSegment(content);
      this.#damagedLines.add(
        damaged - segment.damagedLines,
        this.#options.now(),
      );
      // From here on the events are held by the marks that go with them.
      segment.events = 0;
      segment.isSpilled = false;
      taken.push(...spilledEvents(lines, segment, this.#holder));
      this.#pool.settle(segment);
    }
    if (taken.length > 0) {
      this.#pool.noteReadBack();
    }
    return taken;
  }

  /** Stays away from the disk for a while. */
  reportTrouble(error: unknown): void {
    this.#trouble = {
      message: error instanceof Error ? error.message : String(error),
      since: this.#options.now(),
    };
  }

  /** Says which folders hold what belongs to another log. */
  reportForeign(folders: string[]): void {
    this.#foreign = folders;
  }

  discard(): void {
    this.#rewriteEach(segment => this.#pool.forget(segment));
  }

  keepUndecided(): void {
    this.#pool.all().forEach(segment => keepUndecided(segment, this.#holder));
  }

  discardUndecided(category: string): void {
    this.#rewriteEach(segment => {
      if (discardUndecided(segment, category)) {
        this.#pool.settle(segment);
      }
    });
  }

  /** Nothing is written to a segment that was there before. */
  #rewriteEach(rewrite: (segment: Segment) => void): void {
    for (const segment of this.#pool.all()) {
      this.#pool.seal(segment);
      this.#pool.settle(segment);
      try {
        rewrite(segment);
      } catch (error) {
        this.reportTrouble(error);
      }
    }
    this.#isSpilling = this.#pool.oldestSpilled() !== undefined;
    this.#pool.noteReadBack();
  }

  status(): JournalStatus {
    const { folder, maxBytes, now } = this.#options;
    return {
      folder,
      usable: !this.#trouble,
      bytes: this.#pool.bytes,
      maxBytes,
      spilled: this.#pool.spilled,
      dropped: this.#dropped.total,
      damagedLines: this.#damagedLines.total,
      problems: journalProblems({
        folder,
        maxBytes,
        now: now(),
        trouble: this.#trouble?.message,
        dropped: this.#dropped,
        damagedLines: this.#damagedLines,
        foreign: this.#foreign,
      }),
    };
  }

  tidy(): void {
    for (const segment of this.#pool.all()) {
      this.#pool.seal(segment);
      this.#pool.settle(segment);
    }
    if (this.#pool.all().length === 0) {
      rmSync(this.#options.folder, { recursive: true, force: true });
    }
  }

  #append(lane: Lane, isSpilled: boolean, text: () => string) {
    if (this.#isAway) {
      return undefined;
    }
    try {
      const line = Buffer.from(text());
      const segment = this.#pool.writable(lane, isSpilled);
      segment.append(line);
      this.#trouble = undefined;
      this.#payOwed();
      return { segment, size: line.length };
    } catch (error) {
      this.reportTrouble(error);
      return undefined;
    }
  }

  #note(segment: Segment, line: string): void {
    this.#owed.add(segment, line);
    if (!this.#isAway) {
      this.#payOwed();
    }
  }

  #payOwed(): void {
    try {
      this.#owed.pay();
    } catch (error) {
      this.reportTrouble(error);
    }
  }

  get #isAway(): boolean {
    const ms = this.#options.now() - (this.#trouble?.since ?? -Infinity);
    return ms >= 0 && ms < RETRY_AFTER_MS;
  }
}

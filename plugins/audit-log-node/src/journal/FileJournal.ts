import { rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Lane, Segment } from './Segment';
import { SegmentPool } from './SegmentPool';
import { beginLine, eventLine, parseSegment } from './lines';
import { LogNote } from './logNote';
import { claimFolder } from './owner';
import { LossCount } from './LossCount';
import { BeginMark, EventMark } from './marks';
import { Journal, JournalMark, JournalStatus, SpilledEvent } from './types';

/** How long the journal stays away from a disk that refused. */
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
  readonly #settle = (segment: Segment) => this.#pool.settle(segment);
  #onGivenUp: (isGivenUp: (mark: JournalMark) => boolean) => void = () => {};
  readonly #dropped = new LossCount();
  readonly #damagedLines = new LossCount();
  #isSpilling = false;
  #foreign: string[] = [];
  #trouble: { message: string; until: number } | undefined;

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
  adopt(options: {
    lane: Lane;
    bytes: number;
    events: number;
    damagedLines: number;
    move(path: string): void;
  }): Segment {
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
  }): JournalMark {
    return new BeginMark({ ...options, onRelease: this.#settle });
  }

  begin(begun: RecordedEvent, nextId?: string) {
    const lane = laneOf(begun);
    const written = this.#append(lane, this.#isSpilling, () =>
      beginLine(begun, nextId),
    );
    return (
      written &&
      new BeginMark({
        begun,
        nextId,
        segment: written.segment,
        onRelease: this.#settle,
      })
    );
  }

  write(
    event: RecordedEvent,
    { operationId, spill }: { operationId: string; spill: boolean },
  ) {
    const written = this.#append(laneOf(event), spill, () =>
      eventLine(event, operationId),
    );
    if (!written) {
      return undefined;
    }
    this.#isSpilling ||= spill;
    const mark = new EventMark(written.segment, this.#settle);
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
      for (const { line, size } of lines) {
        if ('e' in line) {
          const mark = new EventMark(segment, this.#settle);
          taken.push({ event: line.e, size, mark });
        }
      }
      this.#pool.settle(segment);
    }
    return taken;
  }

  /** Stays away from the disk for a while. */
  reportTrouble(error: unknown): void {
    this.#trouble = {
      message: error instanceof Error ? error.message : String(error),
      until: this.#options.now() + RETRY_AFTER_MS,
    };
  }

  /** Says which folders hold what belongs to another log. */
  reportForeign(folders: string[]): void {
    this.#foreign = folders;
  }

  discard(): void {
    for (const segment of this.#pool.all()) {
      this.#pool.forget(segment);
    }
    this.#isSpilling = false;
  }

  status(): JournalStatus {
    const { folder, maxBytes } = this.#options;
    return {
      folder,
      usable: !this.#trouble,
      bytes: this.#pool.bytes,
      maxBytes,
      spilled: this.#pool
        .all()
        .reduce(
          (sum, { isSpilled, events }) => sum + (isSpilled ? events : 0),
          0,
        ),
      dropped: this.#dropped.total,
      damagedLines: this.#damagedLines.total,
      problems: this.#problems(),
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
    const { now } = this.#options;
    if (this.#trouble && now() < this.#trouble.until) {
      return undefined;
    }
    try {
      const line = Buffer.from(text());
      const segment = this.#pool.writable(lane, isSpilled);
      segment.append(line);
      this.#trouble = undefined;
      return { segment, size: line.length };
    } catch (error) {
      this.reportTrouble(error);
      return undefined;
    }
  }

  #problems(): string[] {
    const { folder, maxBytes } = this.#options;
    const now = this.#options.now();
    const problems: string[] = [];
    if (this.#trouble) {
      problems.push(
        `The journal in '${folder}' can't be written to, so calls wait for the database instead: ${
          this.#trouble.message
        }`,
      );
    }
    if (this.#dropped.isRecent(now)) {
      problems.push(
        `${
          this.#dropped.total
        } events were given up because the journal in '${folder}' had reached its ${maxBytes} bytes`,
      );
    }
    if (this.#damagedLines.isRecent(now)) {
      problems.push(
        `${
          this.#damagedLines.total
        } lines of an earlier journal could not be read and are lost`,
      );
    }
    if (this.#foreign.length > 0) {
      problems.push(
        `The journal has events of another audit log, which are not appended to this one; start the portal that they are of with this journal, or remove ${this.#foreign
          .map(path => `'${path}'`)
          .join(', ')}`,
      );
    }
    return problems;
  }
}

function laneOf(event: RecordedEvent): Lane {
  return event.severity === 'low' ? 'low' : 'high';
}

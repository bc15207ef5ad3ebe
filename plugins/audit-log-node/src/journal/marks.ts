import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { HeldBegin, Segment } from './Segment';
import { beginLine, endLine, leftOutLine } from './lines';
import { BeginPlace, EventPlace } from './types';

/** What marks ask of the journal whose segments they hold. */
export interface Holder {
  /** Frees what a segment takes, where nothing of it is needed. */
  settle(segment: Segment): void;
  /** Appends a line to the segment that it is about. Never throws. */
  note(segment: Segment, line: string): void;
}

/** Holds the segment in which an event was written until it is appended. */
export class EventMark implements EventPlace {
  readonly segment: Segment;
  readonly #eventId: string;
  readonly #holder: Holder;
  #isReleased = false;

  constructor(eventId: string, segment: Segment, holder: Holder) {
    this.segment = segment;
    this.#eventId = eventId;
    this.#holder = holder;
    segment.events += 1;
  }

  release(): void {
    if (!this.#isReleased) {
      this.#isReleased = true;
      this.segment.events -= 1;
      this.#holder.settle(this.segment);
    }
  }

  leaveOut(): void {
    if (!this.#isReleased && !this.segment.goesWithoutOneMore) {
      this.#holder.note(this.segment, leftOutLine(this.#eventId));
    }
    this.release();
  }
}

/**
 * Holds the segment in which a begin was written until the operation ends.
 * Long operations move on to younger segments, so that old ones can go.
 */
export class BeginMark implements BeginPlace, HeldBegin {
  readonly begun: RecordedEvent;
  readonly #holder: Holder;
  #nextId: string | undefined;
  #segment: Segment | undefined;
  #isEnded = false;

  constructor(options: {
    begun: RecordedEvent;
    nextId: string | undefined;
    segment: Segment;
    holder: Holder;
  }) {
    this.begun = options.begun;
    this.#nextId = options.nextId;
    this.#holder = options.holder;
    this.moveTo(options.segment);
  }

  get nextId(): string | undefined {
    return this.#nextId;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  moveTo(segment: Segment): void {
    this.#segment?.begins.delete(this);
    this.#segment = segment;
    segment.begins.add(this);
  }

  keepNext(nextId: string): void {
    this.#nextId = nextId;
    if (this.#segment) {
      this.#holder.note(this.#segment, beginLine(this.begun, nextId));
    }
  }

  /**
   * Says where the end was written. Elsewhere than the begin it may go first,
   * so that the begin would look open.
   */
  endedIn(segment: Segment): void {
    if (this.#segment && !this.#isEnded) {
      this.#isEnded = true;
      if (this.#segment !== segment) {
        this.#holder.note(this.#segment, endLine(this.begun.id));
      }
    }
  }

  end(): void {
    const segment = this.#segment;
    if (segment && !this.#isEnded && !segment.goesWithoutOneMore) {
      this.#isEnded = true;
      this.#holder.note(segment, endLine(this.begun.id));
    }
    this.release();
  }

  release(): void {
    const segment = this.#segment;
    if (segment) {
      this.#segment = undefined;
      segment.begins.delete(this);
      this.#holder.settle(segment);
    }
  }
}

import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { HeldBegin, Segment } from './Segment';
import { JournalMark } from './types';

/** Holds the segment in which an event was written until it is appended. */
export class EventMark implements JournalMark {
  readonly segment: Segment;
  readonly #onRelease: (segment: Segment) => void;
  #isReleased = false;

  constructor(segment: Segment, onRelease: (segment: Segment) => void) {
    this.segment = segment;
    this.#onRelease = onRelease;
    segment.events += 1;
  }

  release(): void {
    if (!this.#isReleased) {
      this.#isReleased = true;
      this.segment.events -= 1;
      this.#onRelease(this.segment);
    }
  }
}

/**
 * Holds the segment in which a begin was written until the operation ends.
 * Long operations move on to younger segments, so that old ones can go.
 */
export class BeginMark implements JournalMark, HeldBegin {
  readonly begun: RecordedEvent;
  readonly nextId: string | undefined;
  readonly #onRelease: (segment: Segment) => void;
  #segment: Segment | undefined;

  constructor(options: {
    begun: RecordedEvent;
    nextId: string | undefined;
    segment: Segment;
    onRelease: (segment: Segment) => void;
  }) {
    this.begun = options.begun;
    this.nextId = options.nextId;
    this.#onRelease = options.onRelease;
    this.moveTo(options.segment);
  }

  moveTo(segment: Segment): void {
    this.#segment?.begins.delete(this);
    this.#segment = segment;
    segment.begins.add(this);
  }

  release(): void {
    const segment = this.#segment;
    if (segment) {
      this.#segment = undefined;
      segment.begins.delete(this);
      this.#onRelease(segment);
    }
  }
}

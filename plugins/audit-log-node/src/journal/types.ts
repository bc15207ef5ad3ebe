import { RecordedEvent } from 'backstage-plugin-audit-log-common';

/**
 * A place in the journal that is still needed. Its holder releases it once,
 * when the event is appended or the operation has ended.
 */
export interface JournalMark {
  release(): void;
}

/** The place of an event. */
export interface EventPlace extends JournalMark {
  /** Releases it for good: no later process appends the event from here. */
  leaveOut(): void;
}

/** The place of a begin. */
export interface BeginPlace extends JournalMark {
  /**
   * Keeps the id of the event that will amend the begin, which is recorded by
   * itself after all.
   */
  keepNext(nextId: string): void;
  /** Releases it for good: no later process misses the end. */
  end(): void;
}

/** What the journal says about itself. */
export interface JournalStatus {
  folder: string;
  /** False where it can't be written to at present. */
  usable: boolean;
  bytes: number;
  maxBytes: number;
  /** Events that are on disk only, waiting for room in memory. */
  spilled: number;
  /** Events given up because the journal was full. */
  dropped: number;
  /** Lines that could not be read when the journal was replayed. */
  damagedLines: number;
  /** Sentences for the operator; empty where all is well. */
  problems: string[];
}

/** An event read back from disk. */
export interface SpilledEvent {
  event: RecordedEvent;
  /** It is not decided yet whether, and in which detail, it is recorded. */
  isUndecided: boolean;
  /** It was held when audit logging was on: the rules alone decide about it. */
  isKept: boolean;
  /** The period of recording in which it is known to have happened. */
  period: string | undefined;
  mark: EventPlace;
  /** Length of its line, in bytes. */
  size: number;
  /** Another process left it. */
  isAdopted: boolean;
}

/** How an event is written. */
export interface WriteOptions {
  operationId: string;
  spill: boolean;
  isUndecided?: boolean;
  /** The period of recording in which it is known to have happened. */
  period?: string;
  begin?: BeginPlace;
}

/**
 * The local append-only record of what is not in the log yet.
 *
 * @remarks
 * What `begin` and `write` returned a mark for survives the death of the
 * process. They return undefined where the disk refuses, and never throw.
 */
export interface Journal {
  /** True while events are on disk that are not in memory. */
  readonly isSpilling: boolean;
  /** True while some of those were left by another process. */
  readonly holdsAdopted: boolean;
  /**
   * Notes that an operation began.
   *
   * @param nextId - where the begin itself was recorded: the id kept for the
   * event that will amend it, so that it is amended once whoever does it
   */
  begin(begun: RecordedEvent, nextId?: string): BeginPlace | undefined;
  /**
   * Notes an event of an operation.
   *
   * @param options - with `spill` the event comes back by `takeSpilled`; else
   * the caller keeps it. `begin` is the place of the operation's begin, if it
   * has one.
   */
  write(
    event: RecordedEvent,
    options: WriteOptions,
  ): { mark: EventPlace; size: number } | undefined;
  /** The oldest events that are on disk only; empty where there are none. */
  takeSpilled(): Promise<SpilledEvent[]>;
  /**
   * Says which events were given up because the journal was full, by their
   * marks. There is one listener.
   */
  onGivenUp(
    listener: (isGivenUp: (mark: JournalMark) => boolean) => void,
  ): void;
  /** Removes everything from the disk. */
  discard(): void;
  /** Says that the rules alone decide about undecided events, from now on. */
  keepUndecided(): void;
  /**
   * Removes undecided events from the disk, but those of `category` and those
   * that are kept.
   */
  discardUndecided(category: string): void;
  status(): JournalStatus;
  /**
   * Closes the files and removes those that nobody needs. What was not released
   * stays for the next start, and so does what is written afterwards: requests
   * may still be answered while the backend shuts down.
   */
  tidy(): void;
}

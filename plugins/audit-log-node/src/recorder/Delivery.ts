import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { boundedEvent, eventError } from '../envelope';
import { BeginPlace, Journal } from '../journal';
import { AppendLoop } from './AppendLoop';
import { Backlog, BacklogEntry, Settlement } from './Backlog';
import { Decider } from './Decider';
import { Figures } from './Figures';
import { Quarantine } from './Quarantine';
import { RecorderOptions } from './options';
import { delay } from './timing';
import { Durability, EventSink } from './types';
import { settled, waitForCommitMs } from './waiting';

/** What {@link Delivery} is made of. */
export type DeliveryOptions = Pick<
  RecorderOptions,
  'batch' | 'memory' | 'waiting' | 'isVolatile' | 'now' | 'random'
> & {
  journal: Journal | undefined;
  quarantine: Quarantine;
  figures: Figures;
  decider: Decider;
};

/** How an event is taken. */
export interface TakeOptions {
  operationId: string;
  durability: Durability;
  /** It is held, and decided about later. */
  isUndecided?: boolean;
  /** Where the begin of its operation is in the journal. */
  begin?: BeginPlace;
}

/**
 * The way of an event from the call that brings it to the sink: journal,
 * memory, batches. Bounded at each step.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #journal: Journal | undefined;
  readonly #backlog: Backlog;
  readonly #loop: AppendLoop;
  #isReady = false;
  /** Events are on their way from the disk to memory. */
  #isRefilling = false;
  #waitingForRoom: (() => void)[] = [];

  constructor(options: DeliveryOptions) {
    const { batch, figures, journal, memory, now, random } = options;
    this.#options = options;
    this.#journal = journal;
    this.#backlog = new Backlog(memory);
    this.#loop = new AppendLoop({
      ...batch,
      backlog: this.#backlog,
      random,
      onAppended: (entries, result, durationMs) => {
        figures.noteAppended(entries, result, durationMs, now());
        this.#settle(entries, 'appended');
      },
      onFailure: error => this.#onFailure(error),
      onRefused: (entry, reason) => this.#putAside(entry, reason),
      refill: () => this.#refill(),
    });
    journal?.onGivenUp(isGivenUp => {
      this.#settle(
        this.#backlog.removeWhere(({ mark }) => !!mark && isGivenUp(mark)),
        'dropped',
      );
    });
  }

  /** Events in memory. */
  get length(): number {
    return this.#backlog.length;
  }

  /** Epoch milliseconds. */
  get oldestTakenAt(): number | undefined {
    return this.#backlog.at(0)?.takenAt;
  }

  /** Whether there is a sink and appending to it fails at present. */
  get isAway(): boolean {
    return this.#isReady && this.#loop.isAway;
  }

  /** Sets or changes the sink; undefined holds everything back. */
  attach(sink: EventSink | undefined): void {
    this.#isReady = sink !== undefined;
    this.#loop.attach(sink);
    this.resume();
  }

  /** Goes on with what is held, in memory or on disk. */
  resume(): void {
    if (this.#holdsEvents()) {
      this.#loop.wake({ urgent: true });
    }
  }

  /** Forgets everything, but events of `category`, if one is given. */
  discard(category?: string): void {
    this.#settle(
      this.#backlog.removeWhere(({ event }) => event.category !== category),
      'dropped',
    );
    this.#journal?.discard(category);
  }

  /** Decides about the events that are held in memory. */
  decideHeld(): void {
    this.#leaveOut(this.#backlog.removeWhere(entry => !this.#isKept(entry)));
  }

  /**
   * Resolves when the event is as durable as asked for, or to false where that
   * can't be had. Never rejects.
   */
  async take(event: RecordedEvent, options: TakeOptions): Promise<boolean> {
    const { durability, ...place } = options;
    const journal = this.#journal;
    const spill = !!journal && (journal.isSpilling || this.#backlog.isFull);
    const written = journal?.write(event, { ...place, spill });
    if (written && spill) {
      this.#loop.wake({ urgent: true });
      return true;
    }
    if (this.#backlog.isFull && !(await this.#whenRoom())) {
      this.#giveUp(this.#backlog.removeLeast());
    }
    const entry: BacklogEntry = {
      event,
      size: written?.size ?? JSON.stringify(event).length,
      takenAt: this.#options.now(),
      attempts: 0,
      isUndecided: options.isUndecided,
      mark: written?.mark,
    };
    this.#backlog.push(entry);
    const waitMs = waitForCommitMs({
      ...this.#options,
      event,
      durability,
      isJournalled: !!written,
      isReady: this.#isReady,
      isAway: this.#loop.isAway,
    });
    this.#loop.wake({ urgent: waitMs > 0 });
    const result = waitMs > 0 ? await settled(entry, waitMs) : undefined;
    if (waitMs > 0 && !result && !written) {
      this.#options.figures.noteNotDurable(this.#options.now());
    }
    return !!written || result === 'appended' || this.#options.isVolatile;
  }

  /** Resolves to false where there is no room in memory in good time. */
  async #whenRoom(): Promise<boolean> {
    const { waiting, isVolatile } = this.#options;
    const deadline = performance.now() + (isVolatile ? 0 : waiting.patienceMs);
    while (this.#backlog.isFull) {
      const ms = deadline - performance.now();
      if (ms <= 0) {
        return false;
      }
      this.#loop.wake({ urgent: true });
      await new Promise<void>(resolve => {
        const timer = setTimeout(resolve, ms);
        this.#waitingForRoom.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    return true;
  }

  /** Resolves when everything taken so far is appended. */
  async flush(): Promise<void> {
    while (this.#isReady && this.#holdsEvents()) {
      // What lies on disk now may be in memory by the time that this is over.
      const isMoreOnDisk = this.#isMoreOnDisk();
      const last = this.#backlog.at(this.#backlog.length - 1);
      const appended = last ? settled(last) : delay(1);
      this.#loop.wake({ urgent: true });
      const result = await appended;
      if (result !== 'journalled' && !isMoreOnDisk) {
        return;
      }
    }
  }

  async #refill(): Promise<void> {
    const { quarantine } = this.#options;
    this.#isRefilling = true;
    try {
      const spilled = (await this.#journal?.takeSpilled()) ?? [];
      for (const { event: read, isUndecided, mark, size } of spilled) {
        // Journals of earlier versions hold longer texts.
        const event = boundedEvent(read, size);
        const takenAt = Date.parse(event.endedAt ?? event.startedAt);
        const entry = { event, isUndecided, mark, size, takenAt, attempts: 0 };
        if (this.#isKept(entry) && !quarantine.holds(event.id)) {
          this.#backlog.push(entry);
        } else {
          mark.leaveOut();
        }
      }
    } finally {
      this.#isRefilling = false;
    }
  }

  #isMoreOnDisk(): boolean {
    return this.#isRefilling || this.#journal?.isSpilling === true;
  }

  #holdsEvents(): boolean {
    return this.#backlog.length > 0 || this.#isMoreOnDisk();
  }

  /** Decides about it where that was not done, else before it is appended. */
  #isKept(entry: BacklogEntry): boolean {
    const { decider } = this.#options;
    if (!entry.isUndecided) {
      return decider.stores(entry.event);
    }
    const { what, event } = decider.decideHeld(entry.event);
    entry.event = event;
    entry.isUndecided = what === 'later';
    return what !== 'drop';
  }

  /** No later process finds them in the journal. */
  #leaveOut(entries: BacklogEntry[]): void {
    entries.forEach(({ mark }) => mark?.leaveOut());
    this.#settle(entries, 'dropped');
  }

  #settle(entries: BacklogEntry[], result: Settlement): void {
    for (const entry of entries) {
      entry.mark?.release();
      entry.settle?.(result);
    }
    this.#waitingForRoom.splice(0).forEach(resume => resume());
  }

  #giveUp(entries: BacklogEntry[]): void {
    const { figures, now } = this.#options;
    figures.noteDropped(entries.length, now());
    this.#settle(entries, 'dropped');
  }

  /** Whoever waits and has the journal waits no longer. */
  #onFailure(error: unknown): void {
    this.#options.figures.noteFailure(error);
    for (const entry of this.#backlog) {
      if (entry.mark && entry.settle) {
        entry.settle('journalled');
        entry.settle = undefined;
      }
    }
  }

  /** The journal keeps it until it is in quarantine. */
  async #putAside(entry: BacklogEntry, error: unknown): Promise<void> {
    const { figures, quarantine, now } = this.#options;
    const { message } = eventError(error);
    const isKept = await quarantine.add(entry.event, message, now());
    if (!isKept) {
      figures.noteRefusedLost(now());
    }
    if (quarantine.holds(entry.event.id)) {
      entry.mark?.leaveOut();
    }
    this.#settle([entry], isKept ? 'quarantined' : 'dropped');
  }
}

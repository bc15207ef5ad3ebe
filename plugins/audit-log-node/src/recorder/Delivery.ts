import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { eventError } from '../envelope';
import { Journal } from '../journal';
import { AppendLoop } from './AppendLoop';
import { Backlog, BacklogEntry, Settlement } from './Backlog';
import { SpilledAuthors } from './SpilledAuthors';
import { DeliveryOptions, TakeOptions } from './deliveryOptions';
import { entryOf } from './entryOf';
import { authorOf } from './fairTurns';
import { delay } from '../timing';
import { EventSink } from './types';
import { Occasion, settled, waitForCommitMs } from './waiting';

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
  readonly #spilled = new SpilledAuthors();
  /** Refused events that are not in quarantine yet. */
  #refused = 0;
  /** Less is held, or another sink or none. */
  readonly #change = new Occasion();

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
    this.#change.happened();
    this.resume();
  }

  /** Goes on with what is held, in memory or on disk. */
  resume(): void {
    if (this.#backlog.length > 0 || this.#isMoreOnDisk()) {
      this.#loop.wake({ urgent: true });
    }
  }

  /** Forgets everything. */
  discard(): void {
    this.#settle(this.#backlog.clear(), 'dropped');
    this.#journal?.discard();
    this.#noteReadBack();
  }

  /** Forgets what is not decided yet, but events of `category`. */
  discardUndecided(category: string): void {
    this.#settle(
      this.#backlog.removeWhere(
        ({ event, isKept, isUndecided }) =>
          isUndecided === true && !isKept && event.category !== category,
      ),
      'dropped',
    );
    this.#journal?.discardUndecided(category);
    this.#noteReadBack();
  }

  /** Decides about the events that are held in memory. */
  decideHeld(): void {
    const { decider } = this.#options;
    if (decider.recording === 'on') {
      this.#journal?.keepUndecided();
    }
    this.#leaveOut(this.#backlog.removeWhere(entry => !decider.keeps(entry)));
  }

  /**
   * Resolves when the event is as durable as asked for, or to false where that
   * can't be had. Never rejects.
   */
  async take(event: RecordedEvent, options: TakeOptions): Promise<boolean> {
    const { durability, ...place } = options;
    const journal = this.#journal;
    const author = authorOf(event);
    if (journal?.holdsAdopted) {
      this.#spilled.goBehindAdopted(true);
    }
    const spill =
      !!journal &&
      (this.#spilled.has(author) || !this.#backlog.hasShareFor(author));
    const written = journal?.write(event, { ...place, spill });
    if (written && spill) {
      this.#spilled.add(author);
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
      period: options.period,
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
      await this.#change.next(ms);
    }
    return true;
  }

  /** Resolves when everything taken so far is appended. */
  async flush(): Promise<void> {
    for (let isMore = true; isMore && this.#isReady; ) {
      // What lies on disk now may be in memory by the time that this is over.
      isMore = this.#isMoreOnDisk();
      const last = this.#backlog.at(this.#backlog.length - 1);
      if (last || this.#refused > 0) {
        await this.#whenGone(last);
      } else if (isMore) {
        this.#loop.wake({ urgent: true });
        await delay(1);
      }
    }
  }

  /**
   * Resolves when neither the entry nor an older one is held in memory, nor
   * anything on its way into quarantine.
   */
  async #whenGone(last: BacklogEntry | undefined): Promise<void> {
    while (
      this.#isReady &&
      ((last && this.#backlog.holdsUpTo(last)) || this.#refused > 0)
    ) {
      this.#loop.wake({ urgent: true });
      await this.#change.next();
    }
  }

  async #refill(): Promise<void> {
    const { decider, quarantine } = this.#options;
    this.#isRefilling = true;
    if (this.#journal?.holdsAdopted) {
      // Also for what is taken before these are in memory.
      this.#spilled.goBehindAdopted(true);
    }
    try {
      const spilled = (await this.#journal?.takeSpilled()) ?? [];
      if (decider.recording === 'on') {
        this.#journal?.keepUndecided();
      }
      for (const each of spilled) {
        if (!each.isAdopted) {
          this.#spilled.readBack(authorOf(each.event));
        }
        const entry = entryOf(each);
        if (decider.keeps(entry) && !quarantine.holds(entry.event.id)) {
          this.#backlog.push(entry);
        } else {
          each.mark.leaveOut();
        }
      }
      this.#noteReadBack();
    } finally {
      this.#isRefilling = false;
    }
  }

  /** Whoever has nothing left on disk goes by memory again. */
  #noteReadBack(): void {
    this.#spilled.goBehindAdopted(this.#journal?.holdsAdopted === true);
    if (!this.#journal?.isSpilling) {
      this.#spilled.clear();
    }
  }

  #isMoreOnDisk(): boolean {
    return this.#isRefilling || this.#journal?.isSpilling === true;
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
    this.#change.happened();
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
    const { figures, isVolatile, quarantine, now } = this.#options;
    this.#refused += 1;
    const isKept = await quarantine
      .add(entry.event, eventError(error).message, now(), entry.period)
      .finally(() => (this.#refused -= 1));
    if (quarantine.holds(entry.event.id)) {
      entry.mark?.leaveOut();
    } else if (!isKept) {
      figures.noteRefusedLost(now());
    } else if (!entry.mark && !isVolatile) {
      figures.noteNotDurable(now());
    }
    this.#settle([entry], isKept ? 'quarantined' : 'dropped');
  }
}

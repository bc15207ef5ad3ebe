import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { eventError } from '../envelope';
import { Journal } from '../journal';
import { AppendLoop } from './AppendLoop';
import { Backlog, BacklogEntry, Settlement } from './Backlog';
import { Figures } from './Figures';
import { OpenOperations } from './OpenOperations';
import { Quarantine } from './Quarantine';
import { RecorderOptions } from './options';
import { StrictGate } from './StrictGate';
import { drain } from './drain';
import { delay } from './timing';
import {
  AuditLogRecorder,
  Durability,
  EventSink,
  QuarantinedEvent,
  RecordedOperation,
  RecorderStatus,
  RecordingState,
} from './types';
import { settled, waitForCommitMs } from './waiting';

/**
 * Journals events, holds them in memory and appends them to the sink in
 * batches.
 */
export class DefaultAuditLogRecorder implements AuditLogRecorder {
  readonly instance: string;
  readonly #options: RecorderOptions;
  readonly #journal: Journal | undefined;
  readonly #backlog: Backlog;
  readonly #loop: AppendLoop;
  readonly #operations: OpenOperations;
  readonly #quarantine: Quarantine;
  readonly #figures = new Figures();
  readonly #gate: StrictGate;
  #recording: RecordingState = 'unknown';
  #sink: EventSink | undefined;
  #draining: Promise<void> | undefined;

  static create(options: RecorderOptions) {
    return new DefaultAuditLogRecorder(options);
  }

  private constructor(options: RecorderOptions) {
    this.#options = options;
    this.instance = options.instance;
    this.#journal = options.journal;
    this.#backlog = new Backlog(options.memory);
    this.#quarantine = new Quarantine(options.quarantineFolder);
    this.#operations = new OpenOperations({
      now: options.now,
      makeId: uuidv7,
      note: (begun, nextId) =>
        this.#recording === 'off'
          ? undefined
          : this.#journal?.begin(begun, nextId),
      take: (event, operationId) => this.#take(event, { operationId }),
    });
    this.#loop = new AppendLoop({
      ...options.batch,
      backlog: this.#backlog,
      random: options.random,
      onAppended: (entries, result, ms) => {
        this.#figures.noteAppended(entries, result, ms, options.now());
        this.#settle(entries, 'appended');
      },
      onFailure: error => this.#onFailure(error),
      onPoison: (entry, error) => this.#putAside(entry, error),
      refill: () => this.#refill(),
    });
    this.#gate = new StrictGate({
      timeoutMs: options.waiting.strictMs,
      onAppended: (result, ms) => this.#figures.noteResult(result, ms),
    });
    options.journal?.onGivenUp(isGivenUp => {
      this.#settle(
        this.#backlog.removeWhere(({ mark }) => !!mark && isGivenUp(mark)),
        'dropped',
      );
    });
  }

  get recording(): RecordingState {
    return this.#recording;
  }

  async begin(begun: RecordedEvent): Promise<RecordedOperation> {
    const isStrict =
      this.#recording !== 'off' &&
      this.#options.durabilityOf(begun) === 'strict';
    const operation = this.#operations.follow(begun, isStrict);
    if (isStrict) {
      try {
        await this.#gate.pass(begun);
      } catch (error) {
        // Not awaited: the sink that just let us down would be waited for.
        void operation.end({
          ...begun,
          outcome: 'failed',
          error: eventError(error),
        });
        throw error;
      }
    }
    return operation;
  }

  record(event: RecordedEvent, durability?: Durability): Promise<void> {
    return durability === 'strict'
      ? this.#gate.pass(event)
      : this.#take(event, { operationId: event.id, durability });
  }

  attach(sink: EventSink): void {
    this.#sink = sink;
    this.#run();
  }

  setRecording(state: Exclude<RecordingState, 'unknown'>): void {
    if (state === this.#recording) {
      return;
    }
    this.#recording = state;
    if (state === 'off') {
      this.#operations.clear();
      this.#settle(this.#backlog.clear(), 'dropped');
      this.#journal?.discard();
    }
    this.#run();
  }

  async flush(): Promise<void> {
    while (this.#isReady() && this.#holdsEvents()) {
      const last = this.#backlog.at(this.#backlog.length - 1);
      const appended = last ? settled(last) : delay(1);
      this.#loop.wake({ urgent: true });
      const result = await appended;
      if (result !== 'journalled' && !this.#journal?.isSpilling) {
        return;
      }
    }
  }

  quarantined(): QuarantinedEvent[] {
    return this.#quarantine.all();
  }

  redrive(): Promise<number> {
    return this.#quarantine.empty(event => this.record(event, 'journal'));
  }

  /** Takes events about operations of processes that died. */
  takeUnknown(outcomes: { event: RecordedEvent; operationId: string }[]): void {
    for (const { event, operationId } of outcomes) {
      this.#figures.unknownOutcomes += 1;
      void this.#take(event, { operationId, durability: 'journal' });
    }
    if (this.#journal?.isSpilling) {
      this.#loop.wake({ urgent: true });
    }
  }

  drain(): Promise<void> {
    const { graceMs, drainMs } = this.#options.waiting;
    this.#draining ??= drain({
      operations: this.#operations,
      flush: () => this.flush(),
      graceMs,
      drainMs,
    }).finally(() => {
      this.#draining = undefined;
    });
    return this.#draining;
  }

  /** Stops appending and following operations. */
  close(): void {
    this.#operations.stop();
    this.#loop.attach(undefined);
  }

  status(): RecorderStatus {
    return this.#figures.status({
      instance: this.instance,
      recording: this.#recording,
      inMemory: this.#backlog.length,
      oldestTakenAt: this.#backlog.at(0)?.takenAt,
      quarantined: this.#quarantine.size,
      openOperations: this.#operations.size,
      isAway: this.#isReady() && this.#loop.isAway,
      journal: this.#journal?.status(),
    });
  }

  async #take(
    event: RecordedEvent,
    options: { operationId: string; durability?: Durability },
  ): Promise<void> {
    if (this.#recording === 'off') {
      return;
    }
    const { operationId, durability = this.#options.durabilityOf(event) } =
      options;
    const journal = this.#journal;
    const spill = !!journal && (journal.isSpilling || this.#backlog.isFull);
    const written = journal?.write(event, { operationId, spill });
    if (written && spill) {
      this.#loop.wake({ urgent: true });
      return;
    }
    if (this.#backlog.isFull) {
      this.#giveUp(this.#backlog.removeLeast());
    }
    const entry: BacklogEntry = {
      event,
      size: written?.size ?? JSON.stringify(event).length,
      takenAt: this.#options.now(),
      attempts: 0,
      mark: written?.mark,
    };
    this.#backlog.push(entry);
    const waitMs = waitForCommitMs({
      ...this.#options,
      event,
      durability,
      isJournalled: !!written,
      isReady: this.#isReady(),
      isAway: this.#loop.isAway,
    });
    this.#loop.wake({ urgent: waitMs > 0 });
    if (waitMs > 0) {
      const result = await settled(entry, waitMs);
      if (!result && !written) {
        this.#figures.notDurable += 1;
      }
    }
  }

  async #refill(): Promise<void> {
    for (const { event, mark, size } of (await this.#journal?.takeSpilled()) ??
      []) {
      const takenAt = Date.parse(event.endedAt ?? event.startedAt);
      this.#backlog.push({ event, mark, size, takenAt, attempts: 0 });
    }
  }

  #isReady(): boolean {
    return this.#recording === 'on' && this.#sink !== undefined;
  }

  #holdsEvents(): boolean {
    return this.#backlog.length > 0 || this.#journal?.isSpilling === true;
  }

  #run(): void {
    const sink = this.#recording === 'on' ? this.#sink : undefined;
    this.#gate.open(sink, this.#recording === 'off' || sink !== undefined);
    this.#loop.attach(sink);
    if (this.#holdsEvents()) {
      this.#loop.wake({ urgent: true });
    }
  }

  #settle(entries: BacklogEntry[], result: Settlement): void {
    for (const entry of entries) {
      entry.mark?.release();
      entry.settle?.(result);
    }
  }

  #giveUp(entries: BacklogEntry[]): void {
    this.#figures.dropped += entries.length;
    this.#settle(entries, 'dropped');
  }

  /** Whoever waits and has the journal waits no longer. */
  #onFailure(error: unknown): void {
    this.#figures.noteFailure(error);
    for (const entry of this.#backlog) {
      if (entry.mark && entry.settle) {
        entry.settle('journalled');
        entry.settle = undefined;
      }
    }
  }

  #putAside(entry: BacklogEntry, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const { now } = this.#options;
    if (this.#quarantine.add(entry.event, reason, now())) {
      this.#settle([entry], 'quarantined');
    } else {
      this.#giveUp([entry]);
    }
  }
}

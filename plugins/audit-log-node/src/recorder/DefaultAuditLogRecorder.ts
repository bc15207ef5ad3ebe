import { ServiceUnavailableError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { eventError } from '../envelope';
import { AppendLoop } from './AppendLoop';
import { Backlog, BacklogEntry } from './Backlog';
import { Durations } from './Figures';
import { OpenOperations } from './OpenOperations';
import { RecorderOptions } from './options';
import {
  AuditLogRecorder,
  Durability,
  EventSink,
  RecordedOperation,
  RecorderStatus,
  RecordingState,
} from './types';

type Settlement = 'appended' | 'dropped' | 'quarantined';

/** Holds events in memory and appends them to the sink in batches. */
export class DefaultAuditLogRecorder implements AuditLogRecorder {
  readonly instance: string;
  readonly #options: RecorderOptions;
  readonly #backlog: Backlog;
  readonly #loop: AppendLoop;
  readonly #operations: OpenOperations;
  readonly #appendDurations = new Durations();
  #recording: RecordingState = 'unknown';
  #sink: EventSink | undefined;
  #appended = 0;
  #dropped = 0;
  #lastAppendError: string | null = null;

  static create(options: RecorderOptions) {
    return new DefaultAuditLogRecorder(options);
  }

  private constructor(options: RecorderOptions) {
    this.#options = options;
    this.instance = options.instance;
    this.#backlog = new Backlog(options.memory);
    this.#operations = new OpenOperations({
      now: options.now,
      nextId: uuidv7,
      keeps: event => options.rules.keeps(event),
      take: event => this.#take(event, { mustKeep: true }),
    });
    this.#loop = new AppendLoop({
      ...options.batch,
      backlog: this.#backlog,
      random: options.random,
      onAppended: (entries, durationMs) =>
        this.#onAppended(entries, durationMs),
      onFailure: error => this.#onFailure(error),
      onPoison: entry => this.#settle([entry], 'quarantined'),
      refill: async () => {},
    });
  }

  get recording(): RecordingState {
    return this.#recording;
  }

  async begin(begun: RecordedEvent): Promise<RecordedOperation> {
    const durability = this.#durabilityOf(begun);
    if (durability !== 'strict' || this.#recording === 'off') {
      return this.#operations.follow(begun, { standing: 'open' });
    }
    const operation = this.#operations.follow(begun, { standing: 'pending' });
    try {
      await this.record(begun, 'strict');
    } catch (error) {
      await operation.end({
        ...begun,
        outcome: 'failed',
        error: eventError(error),
      });
      throw error;
    }
    return operation;
  }

  async record(event: RecordedEvent, durability?: Durability): Promise<void> {
    await this.#take(event, { durability });
  }

  async #take(
    taken: RecordedEvent,
    options: { durability?: Durability; mustKeep?: boolean },
  ): Promise<void> {
    if (this.#recording === 'off') {
      return;
    }
    const event = this.#options.rules.apply(taken, options);
    if (!event) {
      return;
    }
    const wanted =
      options.durability ?? endDurability(this.#durabilityOf(taken));
    const entry: BacklogEntry = {
      event,
      size: JSON.stringify(event).length,
      takenAt: this.#options.now(),
      attempts: 0,
    };
    if (this.#backlog.isFull) {
      this.#drop(this.#backlog.removeLeast());
    }
    this.#backlog.push(entry);
    const waits = event.outcome !== 'pending' || wanted === 'strict';
    this.#loop.wake({ urgent: waits });
    if (wanted === 'strict') {
      await this.#requireCommit(entry);
    } else if (waits && this.#sink && this.#recording === 'on') {
      await this.#settled(entry, this.#options.patienceMs);
    }
  }

  attach(sink: EventSink): void {
    this.#sink = sink;
    this.#run();
  }

  setRecording(state: Exclude<RecordingState, 'unknown'>): void {
    this.#recording = state;
    if (state === 'off') {
      this.#operations.clear();
      this.#discard();
    }
    this.#run();
  }

  async flush(): Promise<void> {
    if (this.#recording !== 'on' || !this.#sink) {
      return;
    }
    const last = this.#backlog.at(this.#backlog.length - 1);
    if (last) {
      const settled = this.#settled(last);
      this.#loop.wake({ urgent: true });
      await settled;
    }
  }

  status(): RecorderStatus {
    return {
      instance: this.instance,
      recording: this.#recording,
      queued: this.#backlog.length,
      appended: this.#appended,
      dropped: this.#dropped,
      openOperations: this.#operations.size,
      lastAppendError: this.#lastAppendError,
      problems: [],
    };
  }

  #durabilityOf(event: RecordedEvent): Durability {
    return (
      this.#options.rules.durabilityOf(event) ??
      this.#options.durabilityOf(event)
    );
  }

  #run(): void {
    this.#loop.attach(this.#recording === 'on' ? this.#sink : undefined);
    if (this.#backlog.length > 0) {
      this.#loop.wake({ urgent: true });
    }
  }

  #discard(): void {
    for (const entry of this.#backlog.removeWhere(() => true)) {
      entry.settle?.('dropped');
    }
  }

  #drop(entries: BacklogEntry[]): void {
    this.#dropped += entries.length;
    this.#settle(entries, 'dropped');
  }

  #settle(entries: BacklogEntry[], result: Settlement): void {
    for (const entry of entries) {
      entry.settle?.(result);
    }
  }

  #onAppended(entries: BacklogEntry[], durationMs: number): void {
    this.#appended += entries.length;
    this.#lastAppendError = null;
    this.#appendDurations.add(durationMs);
    this.#settle(entries, 'appended');
  }

  #onFailure(error: unknown): void {
    this.#lastAppendError =
      error instanceof Error ? error.message : String(error);
  }

  async #requireCommit(entry: BacklogEntry): Promise<void> {
    const { strictTimeoutMs } = this.#options;
    const result = await this.#settled(entry, strictTimeoutMs);
    if (result !== 'appended') {
      throw new ServiceUnavailableError(
        `The audit log could not record '${entry.event.plugin}.${entry.event.eventId}' within ${strictTimeoutMs} ms, and a rule refuses the operation without a record`,
      );
    }
  }

  /** Resolves when the entry is settled, or undefined when time is up. */
  #settled(
    entry: BacklogEntry,
    timeoutMs?: number,
  ): Promise<Settlement | undefined> {
    return new Promise(resolve => {
      const timer =
        timeoutMs === undefined
          ? undefined
          : setTimeout(() => resolve(undefined), timeoutMs);
      const before = entry.settle;
      entry.settle = result => {
        clearTimeout(timer);
        before?.(result);
        resolve(result);
      };
    });
  }
}

/** Once its begin is durable, a strict operation ends like any other. */
function endDurability(durability: Durability): Durability {
  return durability === 'strict' ? 'commit' : durability;
}

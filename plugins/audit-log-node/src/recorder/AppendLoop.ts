import { InputError } from '@backstage/errors';
import { TimeoutError, delay, withTimeout } from '../timing';
import { Backlog, BacklogEntry, appendable } from './Backlog';
import { backoffMs } from './backoff';
import { isRefusal, refusedEventsOf } from './refusals';
import { isSinkTrouble } from './sinkTrouble';
import { AppendResult, EventSink } from './types';

/** Failures of one event alone before another one is tried in its place. */
const ATTEMPTS_ALONE = 3;
/** Failures of the sink as a whole before smaller batches are tried. */
const TROUBLES_BEFORE_SPLIT = 5;

/** What an {@link AppendLoop} is made of. */
export interface AppendLoopOptions {
  backlog: Backlog;
  maxBatchEvents: number;
  /** In characters of JSON. */
  maxBatchSize: number;
  /** How long events that nobody waits for may gather, in milliseconds. */
  lingerMs: number;
  /** How long one append may take before it counts as failed. */
  appendTimeoutMs: number;
  random: () => number;
  onAppended(
    entries: BacklogEntry[],
    result: AppendResult,
    durationMs: number,
  ): void;
  onFailure(error: unknown): void;
  /** An event that the sink refuses and that is no longer in the backlog. */
  onRefused(entry: BacklogEntry, reason: unknown): void;
  /** Called when the backlog runs low; may fill it from elsewhere. */
  refill(): Promise<void>;
}

interface StartedBatch {
  batch: BacklogEntry[];
  /** Its entries are no longer in the backlog. */
  isDone: boolean;
  failure: Promise<{ error: unknown } | undefined>;
}

/**
 * Moves the backlog into the sink in batches, which grow under load: while one
 * is committed the sink can prepare the next. Retries for ever, but for events
 * that the sink refuses: those it takes out, so that they delay no others.
 */
export class AppendLoop {
  readonly #options: AppendLoopOptions;
  #sink: EventSink | undefined;
  #running = false;
  #lingering: NodeJS.Timeout | undefined;
  #interrupt: (() => void) | undefined;
  #batchLimit: number;
  #failures = 0;
  #probeIndex = 1;
  /** The batch after the one that is waited for. */
  #ahead: StartedBatch | undefined;

  constructor(options: AppendLoopOptions) {
    this.#options = options;
    this.#batchLimit = options.maxBatchEvents;
  }

  /** Whether the latest attempt failed, or there is no sink. */
  get isAway(): boolean {
    return this.#sink === undefined || this.#failures > 0;
  }

  /** Sets or changes the sink; undefined holds everything back. */
  attach(sink: EventSink | undefined): void {
    this.#sink = sink;
    this.#interrupt?.();
  }

  /** Says that there is something to append. */
  wake(options: { urgent: boolean }): void {
    if (this.#running || !this.#sink) {
      return;
    }
    if (options.urgent || this.#options.lingerMs === 0) {
      clearTimeout(this.#lingering);
      this.#lingering = undefined;
      this.#running = true;
      // After the current turn, so that calls made in it share a batch.
      setImmediate(() => this.#run());
    } else {
      this.#lingering ??= setTimeout(() => {
        this.#lingering = undefined;
        this.wake({ urgent: true });
      }, this.#options.lingerMs);
    }
  }

  async #run(): Promise<void> {
    try {
      while (this.#sink) {
        if (this.#options.backlog.length === 0) {
          const isRefilled = await this.#refill();
          if (isRefilled && this.#options.backlog.length === 0) {
            return;
          }
        } else {
          await this.#appendBatch();
        }
      }
    } finally {
      this.#running = false;
      if (this.#sink && this.#options.backlog.length > 0) {
        this.wake({ urgent: true });
      }
    }
  }

  /** Returns false where it is to be tried again. */
  async #refill(): Promise<boolean> {
    try {
      await this.#options.refill();
      return true;
    } catch (error) {
      this.#failures += 1;
      this.#options.onFailure(error);
      await this.#pause();
      return false;
    }
  }

  async #appendBatch(): Promise<void> {
    const started = this.#ahead ?? this.#start();
    if (started) {
      await this.#finish(started);
    }
  }

  async #finish(started: StartedBatch): Promise<void> {
    const { backlog, maxBatchEvents } = this.#options;
    const behind = () =>
      backlog.length - (started.isDone ? 0 : started.batch.length);
    if (
      this.#failures === 0 &&
      !backlog.isFull &&
      behind() < this.#batchLimit
    ) {
      // What is wrong, if anything, is told when nothing else is left to do.
      await this.#options.refill().catch(() => {});
    }
    this.#ahead =
      this.#failures === 0 ? this.#start(new Set(started.batch)) : undefined;
    const failure = await started.failure;
    if (failure) {
      // Nothing is tried anew while something else is under way.
      await this.#ahead?.failure;
      this.#ahead = undefined;
      await this.#recover(started.batch, failure.error);
      return;
    }
    this.#batchLimit = Math.min(maxBatchEvents, this.#batchLimit * 2);
  }

  /** Begins to append what comes after those under way, if anything. */
  #start(underWay?: ReadonlySet<BacklogEntry>): StartedBatch | undefined {
    const { backlog, maxBatchSize } = this.#options;
    const batch = backlog.takeTurns(this.#batchLimit, maxBatchSize, underWay);
    if (batch.length === 0) {
      return undefined;
    }
    const started: StartedBatch = {
      batch,
      isDone: false,
      failure: this.#append(batch).then(
        () => {
          started.isDone = true;
          return undefined;
        },
        error => ({ error }),
      ),
    };
    return started;
  }

  /** Appends entries, which may lie anywhere in the backlog. */
  async #append(batch: BacklogEntry[]): Promise<void> {
    const startedAt = performance.now();
    const sink = this.#sink;
    if (!sink) {
      throw new TimeoutError('The sink was detached');
    }
    const result = await withTimeout(
      sink.append(...appendable(batch)),
      this.#options.appendTimeoutMs,
      'Appending events',
    );
    this.#options.backlog.remove(batch);
    this.#failures = 0;
    this.#options.onAppended(batch, result, performance.now() - startedAt);
  }

  async #recover(batch: BacklogEntry[], error: unknown): Promise<void> {
    if (this.#takeOut(batch, error)) {
      return;
    }
    this.#failures += 1;
    this.#options.onFailure(error);
    const isTrouble = isSinkTrouble(error);
    if (batch.length > 1) {
      if (!isTrouble || this.#failures > TROUBLES_BEFORE_SPLIT) {
        this.#batchLimit = Math.ceil(batch.length / 2);
      }
      if (isTrouble) {
        await this.#pause();
      }
      return;
    }
    const [entry] = batch;
    entry.attempts += 1;
    if (entry.attempts >= ATTEMPTS_ALONE && (await this.#takesAnother(entry))) {
      await this.#tryOnceMore(entry);
      return;
    }
    await this.#pause();
  }

  /** The sink is well; it was away before, and may be away again. */
  async #tryOnceMore(entry: BacklogEntry): Promise<void> {
    try {
      await this.#append([entry]);
    } catch (error) {
      if (isSinkTrouble(error)) {
        await this.#pause();
      } else {
        this.#refuse([entry], () => error);
      }
    }
  }

  /**
   * Takes out what the sink refuses for its own sake, where the error says so;
   * else has smaller batches tried, until one is left. The sink is well, so
   * nothing has to wait. Returns false where it may not be well.
   */
  #takeOut(batch: BacklogEntry[], error: unknown): boolean {
    const reasons = new Map(
      refusedEventsOf(error).map(({ id, reason }) => [id, reason]),
    );
    const refused = batch.filter(({ event }) => reasons.has(event.id));
    if (refused.length > 0) {
      this.#refuse(refused, id => new InputError(reasons.get(id) ?? ''));
    } else if (!isRefusal(error)) {
      return false;
    } else if (batch.length === 1) {
      this.#refuse(batch, () => error);
    } else {
      this.#batchLimit = Math.ceil(batch.length / 2);
    }
    return true;
  }

  #refuse(refused: BacklogEntry[], reasonOf: (id: string) => unknown): void {
    const taken = new Set(refused);
    this.#options.backlog.removeWhere(entry => taken.has(entry));
    for (const entry of refused) {
      this.#options.onRefused(entry, reasonOf(entry.event.id));
    }
  }

  /**
   * Tries another event alone: if the sink takes that one, it is well, and the
   * first one is to blame where it fails again. Each call tries a different
   * one, since several in a row may be refused.
   */
  async #takesAnother(entry: BacklogEntry): Promise<boolean> {
    const { backlog } = this.#options;
    if (backlog.length < 2) {
      return false;
    }
    const index = 1 + (this.#probeIndex % (backlog.length - 1));
    this.#probeIndex += 1;
    // Whose turn it is may lie anywhere; the oldest stands for it then.
    const other = backlog.at(backlog.at(index) === entry ? 0 : index);
    if (!other) {
      return false;
    }
    try {
      await this.#append([other]);
      return true;
    } catch {
      return false;
    }
  }

  async #pause(): Promise<void> {
    const ms = backoffMs(this.#failures, this.#options.random);
    await new Promise<void>(resolve => {
      this.#interrupt = resolve;
      delay(ms).then(resolve);
    });
    this.#interrupt = undefined;
  }
}

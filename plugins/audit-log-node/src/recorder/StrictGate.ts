import { ServiceUnavailableError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { withTimeout } from '../timing';
import { AppendResult, EventSink } from './types';

/** Most begins that wait for their commit at once; more are refused. */
const MAX_WAITING = 200;

class TooManyError extends Error {}

/** What a {@link StrictGate} is made of. */
export interface StrictGateOptions {
  timeoutMs: number;
  /** Whether an event is stored at all, once that is known. */
  stores(event: RecordedEvent): boolean;
  onAppended(result: AppendResult, durationMs: number): void;
}

/**
 * Lets operations under a strict rule begin only once their begin is
 * committed: no record, no action. Past the backlog, so that a strict begin
 * never waits behind thousands of others.
 */
export class StrictGate {
  readonly #options: StrictGateOptions;
  #sink: EventSink | undefined;
  #isKnown = false;
  #waiting: Array<() => void> = [];
  /** Appends that have not answered yet, also those nobody waits for. */
  #unanswered = 0;

  constructor(options: StrictGateOptions) {
    this.#options = options;
  }

  /**
   * @param sink - undefined where nothing can be appended
   * @param isKnown - false until it is known whether events are recorded
   */
  open(sink: EventSink | undefined, isKnown: boolean): void {
    this.#sink = sink;
    this.#isKnown = isKnown;
    if (isKnown) {
      this.#waiting.splice(0).forEach(resume => resume());
    }
  }

  /**
   * Resolves when it is known whether events are recorded, at once as a rule.
   * Rejects where that takes too long.
   */
  async whenKnown(begun: RecordedEvent): Promise<void> {
    if (!this.#isKnown) {
      await this.#inTime(begun, this.#known());
    }
  }

  /**
   * Rejects where the event can't be committed in time.
   *
   * @param period - of recording in which it is known to have happened
   */
  pass(event: RecordedEvent, period?: string): Promise<void> {
    return this.#inTime(event, this.#append(event, period));
  }

  async #inTime(event: RecordedEvent, done: Promise<void>): Promise<void> {
    const { timeoutMs } = this.#options;
    const refusal = (what: string, cause?: Error) =>
      new ServiceUnavailableError(
        `The audit log could not record '${event.plugin}.${event.eventId}'${what}, and a rule refuses the operation without a record`,
        cause,
      );
    try {
      await withTimeout(done, timeoutMs, 'Recording');
    } catch (error) {
      throw error instanceof TooManyError
        ? refusal(`: ${MAX_WAITING} others wait already`)
        : refusal(` within ${timeoutMs} ms`, error as Error);
    }
  }

  async #append(event: RecordedEvent, period?: string): Promise<void> {
    await this.#counted(async () => {
      if (!this.#isKnown) {
        await new Promise<void>(resolve => this.#waiting.push(resolve));
      }
      if (this.#sink && this.#options.stores(event)) {
        const startedAt = performance.now();
        const result = await this.#sink.append([event], {
          periods: [period],
        });
        this.#options.onAppended(result, performance.now() - startedAt);
      }
    });
  }

  #known(): Promise<void> {
    return this.#counted(
      () => new Promise<void>(resolve => this.#waiting.push(resolve)),
    );
  }

  async #counted(wait: () => Promise<void>): Promise<void> {
    if (this.#unanswered >= MAX_WAITING) {
      throw new TooManyError();
    }
    this.#unanswered += 1;
    try {
      await wait();
    } finally {
      this.#unanswered -= 1;
    }
  }
}

import { ServiceUnavailableError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { withTimeout } from './timing';
import { AppendResult, EventSink } from './types';

/** Most begins that wait for their commit at once; more are refused. */
const MAX_WAITING = 200;

/** What a {@link StrictGate} is made of. */
export interface StrictGateOptions {
  timeoutMs: number;
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

  /** Rejects where the event can't be committed in time. */
  async pass(event: RecordedEvent): Promise<void> {
    const { timeoutMs } = this.#options;
    if (this.#unanswered >= MAX_WAITING) {
      throw new ServiceUnavailableError(
        `The audit log could not record '${event.plugin}.${event.eventId}': ${MAX_WAITING} others wait already, and a rule refuses the operation without a record`,
      );
    }
    try {
      await withTimeout(this.#append(event), timeoutMs, 'Recording');
    } catch (error) {
      throw new ServiceUnavailableError(
        `The audit log could not record '${event.plugin}.${event.eventId}' within ${timeoutMs} ms, and a rule refuses the operation without a record`,
        error as Error,
      );
    }
  }

  async #append(event: RecordedEvent): Promise<void> {
    this.#unanswered += 1;
    try {
      if (!this.#isKnown) {
        await new Promise<void>(resolve => this.#waiting.push(resolve));
      }
      if (this.#sink) {
        const startedAt = performance.now();
        const result = await this.#sink.append([event]);
        this.#options.onAppended(result, performance.now() - startedAt);
      }
    } finally {
      this.#unanswered -= 1;
    }
  }
}

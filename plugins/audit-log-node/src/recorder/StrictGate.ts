import { ServiceUnavailableError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { withTimeout } from './timing';
import { AppendResult, EventSink } from './types';

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
    if (!this.#isKnown) {
      await new Promise<void>(resolve => this.#waiting.push(resolve));
    }
    if (this.#sink) {
      const startedAt = performance.now();
      const result = await this.#sink.append([event]);
      this.#options.onAppended(result, performance.now() - startedAt);
    }
  }
}

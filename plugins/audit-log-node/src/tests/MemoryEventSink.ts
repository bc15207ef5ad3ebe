import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { AppendResult, EventSink } from '../recorder';

/**
 * A sink that keeps its promise in memory, and can be told to fail, to hang
 * or to refuse single events.
 */
export class MemoryEventSink implements EventSink {
  readonly events: RecordedEvent[] = [];
  readonly batches: RecordedEvent[][] = [];
  attempts = 0;
  /** Thrown by every append while set. */
  failure: Error | undefined;
  /** Resolves before anything is appended; a promise that never does hangs. */
  gate: Promise<void> = Promise.resolve();
  refuses: (event: RecordedEvent) => boolean = () => false;
  /** What is thrown for a batch with a refused event. */
  refusal: (events: RecordedEvent[]) => Error = () =>
    new Error('invalid byte sequence for encoding "UTF8"');

  async append(events: RecordedEvent[]): Promise<AppendResult> {
    this.attempts += 1;
    await this.gate;
    if (this.failure) {
      throw this.failure;
    }
    if (events.some(event => this.refuses(event))) {
      throw this.refusal(events);
    }
    const known = new Set(this.events.map(event => event.id));
    const fresh = events.filter(event => !known.has(event.id));
    this.events.push(...fresh);
    this.batches.push(events);
    return {
      appended: fresh.length,
      duplicates: events.length - fresh.length,
      completeTo: { sequence: String(this.events.length), time: null },
    };
  }
}

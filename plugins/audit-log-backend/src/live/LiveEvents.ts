import {
  AuditEvent,
  CompleteTo,
  StreamedEvents,
} from 'backstage-plugin-audit-log-common';
import { presentReading, readAs, Reading } from '../limits';
import { ReadableEvents } from '../reading';
import { EventPredicate, EventStore } from '../store';
import { HeadWatch } from './HeadWatch';

const MAX_EVENTS_PER_MESSAGE = 100;

/** Why a stream ended by itself. */
export type EndOfStream = 'renew' | 'denied' | 'stopping';

export interface LiveEventsOptions {
  store: Pick<EventStore, 'completeTo'>;
  heads: HeadWatch;
  /** How long nothing is said while nothing happens. */
  heartbeatMs: number;
  /** Aborted when the backend shuts down. */
  stopping: AbortSignal;
}

export interface WatchOptions {
  /** Sequence after which to begin; the head where absent. */
  after?: string;
  forMs: number;
  /**
   * What the reader sees, asked again before each look into the log; undefined
   * where they may no longer see anything.
   */
  eventsNow: () => Promise<Pick<ReadableEvents, 'scan'> | undefined>;
  /** What to look for. */
  where: EventPredicate[];
  /** Aborted when the reader goes away. */
  signal: AbortSignal;
}

/** Follows the log from a place in it, for readers who watch. */
export class LiveEvents {
  readonly #options: LiveEventsOptions;

  constructor(options: LiveEventsOptions) {
    this.#options = options;
  }

  /** Yields what is new, with signs of life between; returns why it ended. */
  async *watch(
    options: WatchOptions,
  ): AsyncGenerator<StreamedEvents, EndOfStream> {
    const { store, heads, heartbeatMs, stopping } = this.#options;
    const { eventsNow, where } = options;
    // Known now: later on it is whoever takes the messages that reads.
    const reading = presentReading();
    const signal = AbortSignal.any([options.signal, stopping]);
    const deadline = Date.now() + options.forMs;

    let head = await store.completeTo();
    let after = options.after ?? head.sequence;
    for (;;) {
      const events = await eventsNow();
      if (!events) {
        return 'denied';
      }
      const range = { events, after, head, where };
      for await (const items of this.#batches(reading, range)) {
        const last = items[items.length - 1];
        yield {
          items,
          completeTo: { sequence: last.sequence, time: last.recordedAt },
        };
      }
      // Complete also where nothing was found for this reader.
      yield { items: [], completeTo: head };
      after = laterOf(after, head.sequence);

      const leftMs = deadline - Date.now();
      if (signal.aborted || leftMs <= 0) {
        return stopping.aborted ? 'stopping' : 'renew';
      }
      const waitMs = Math.min(leftMs, heartbeatMs);
      head = (await heads.next({ after, waitMs, signal })) ?? head;
    }
  }

  async *#batches(
    reading: Reading | undefined,
    range: {
      events: Pick<ReadableEvents, 'scan'>;
      after: string;
      head: CompleteTo;
      where: EventPredicate[];
    },
  ): AsyncGenerator<AuditEvent[]> {
    const { events, after, head, where } = range;
    if (Number(head.sequence) <= Number(after)) {
      return;
    }
    let batch: AuditEvent[] = [];
    const found = readAs(reading, () =>
      events.scan({
        where,
        fromSequence: `${Number(after) + 1}`,
        toSequence: head.sequence,
      }),
    );
    for await (const event of found) {
      batch.push(event);
      if (batch.length === MAX_EVENTS_PER_MESSAGE) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) {
      yield batch;
    }
  }
}

function laterOf(one: string, other: string): string {
  return Number(one) > Number(other) ? one : other;
}

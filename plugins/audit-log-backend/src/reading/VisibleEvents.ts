import {
  AuditEvent,
  CompleteTo,
  EventCount,
  ExportedEvent,
} from 'backstage-plugin-audit-log-common';
import {
  EventPage,
  EventPredicate,
  EventStore,
  ListEventsOptions,
  ScanOptions,
} from '../store';

/** What is read of the log. */
export type ReadableEvents = Pick<
  EventStore,
  'list' | 'get' | 'operation' | 'scan' | 'count' | 'completeTo' | 'lastBefore'
>;

/**
 * The events that somebody may see, and none beside them: whatever is asked for
 * is narrowed further by what they may see.
 *
 * @remarks
 * How far the log is complete is told to every reader, since without it nobody
 * could go on reading where they stopped, nor check a proof.
 */
export class VisibleEvents implements ReadableEvents {
  readonly #events: ReadableEvents;
  readonly #where: readonly EventPredicate[];

  constructor(options: {
    events: ReadableEvents;
    /** What they may see: all must hold. Everything where it is empty. */
    where: readonly EventPredicate[];
  }) {
    this.#events = options.events;
    this.#where = options.where;
  }

  list(options: ListEventsOptions): Promise<EventPage> {
    return this.#events.list(this.#narrowed(options));
  }

  get(
    id: string,
    where: EventPredicate[] = [],
  ): Promise<AuditEvent | undefined> {
    return this.#events.get(id, this.narrow(where));
  }

  operation(id: string, where: EventPredicate[] = []): Promise<AuditEvent[]> {
    return this.#events.operation(id, this.narrow(where));
  }

  scan(options: ScanOptions): AsyncIterable<ExportedEvent> {
    return this.#events.scan(this.#narrowed(options));
  }

  count(options: {
    where: EventPredicate[];
    limit: number;
  }): Promise<EventCount> {
    return this.#events.count(this.#narrowed(options));
  }

  completeTo(): Promise<CompleteTo> {
    return this.#events.completeTo();
  }

  lastBefore(instant: Date): Promise<string> {
    return this.#events.lastBefore(instant);
  }

  /** For what is read in SQL of its own: what is asked for, and may be seen. */
  narrow(where: readonly EventPredicate[]): EventPredicate[] {
    return [...this.#where, ...where];
  }

  #narrowed<T extends { where: EventPredicate[] }>(options: T): T {
    return { ...options, where: this.narrow(options.where) };
  }
}

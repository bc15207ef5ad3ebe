import {
  AUDIT_LOG_CATEGORY,
  RecordedEvent,
  ownEvents,
} from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';

/** Deliveries within this time after one that was told are told together. */
const FOLD_MS = 60_000;

/** Most names of processes that one event tells. */
const MOST_INSTANCES = 20;

/** What became of the events of one request. */
export interface DeliveryFigures {
  appended: number;
  duplicates: number;
  /** Left out by a rule, or because audit logging was off. */
  dropped: number;
  refused: number;
}

interface Told {
  figures: DeliveryFigures;
  requests: number;
  instances: Set<string>;
  since: number;
  timer: NodeJS.Timeout;
}

export interface ToldDeliveriesOptions {
  clock: () => Date;
  /** Names this process. */
  instance: string;
  tell: (event: RecordedEvent) => void;
}

/**
 * Tells who delivered events: at once what comes after a quiet minute, and
 * once a minute what follows, so that the log isn't filled with itself.
 */
export class ToldDeliveries {
  readonly #options: ToldDeliveriesOptions;
  readonly #open = new Map<string, Told>();

  constructor(options: ToldDeliveriesOptions) {
    this.#options = options;
  }

  note(
    deliverer: string,
    figures: DeliveryFigures,
    events: RecordedEvent[],
  ): void {
    if (figures.appended === 0 && figures.refused === 0) {
      return;
    }
    const open = this.#open.get(deliverer);
    const told = open ?? this.#begin(deliverer);
    for (const name of Object.keys(figures) as (keyof DeliveryFigures)[]) {
      told.figures[name] += figures[name];
    }
    told.requests += 1;
    for (const { instance } of events) {
      if (told.instances.size < MOST_INSTANCES) {
        told.instances.add(instance);
      }
    }
    if (!open) {
      this.#tell(deliverer, told);
    }
  }

  /** Tells what was noted and not told. */
  stop(): void {
    for (const [deliverer, told] of this.#open) {
      clearTimeout(told.timer);
      if (told.requests > 0) {
        this.#tell(deliverer, told);
      }
    }
    this.#open.clear();
  }

  #begin(deliverer: string): Told {
    const told = this.#nothing(deliverer);
    this.#open.set(deliverer, told);
    return told;
  }

  #nothing(deliverer: string): Told {
    return {
      figures: { appended: 0, duplicates: 0, dropped: 0, refused: 0 },
      requests: 0,
      instances: new Set(),
      since: this.#options.clock().getTime(),
      timer: setTimeout(() => this.#end(deliverer), FOLD_MS).unref(),
    };
  }

  /** A minute is over. */
  #end(deliverer: string): void {
    const told = this.#open.get(deliverer);
    if (told && told.requests > 0) {
      this.#tell(deliverer, told);
      Object.assign(told, this.#nothing(deliverer));
    } else {
      this.#open.delete(deliverer);
    }
  }

  #tell(deliverer: string, told: Told): void {
    const { clock, instance, tell } = this.#options;
    const now = clock();
    const { figures, requests, instances } = told;
    const startedAt = new Date(Math.min(told.since, now.getTime()));
    told.figures = { appended: 0, duplicates: 0, dropped: 0, refused: 0 };
    told.requests = 0;
    told.instances = new Set();
    tell({
      id: uuidv7(),
      startedAt: startedAt.toISOString(),
      endedAt: now.toISOString(),
      durationMs: now.getTime() - startedAt.getTime(),
      plugin: 'audit-log',
      eventId: 'events-append',
      action: 'append',
      category: AUDIT_LOG_CATEGORY,
      severity: ownEvents['events-append'].severity,
      outcome: figures.appended > 0 ? 'succeeded' : 'failed',
      amends: null,
      actor: { type: 'service', ref: deliverer },
      target: { type: 'plugin', ref: 'audit-log' },
      client: null,
      request: null,
      meta: { ...figures, requests, instances: [...instances].sort() },
      error:
        figures.appended > 0
          ? null
          : { name: 'InputError', message: 'Every event was refused' },
      instance,
    });
  }
}

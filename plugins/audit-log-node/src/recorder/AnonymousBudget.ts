import { JsonObject } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';
import { clientGroup } from './clientGroup';

/** How many events of callers without credentials are recorded a second. */
export interface AnonymousLimits {
  perAddress: number;
  total: number;
}

/** After the first omission, how long others are counted with it. */
const TOLD_AFTER_MS = 60_000;
/** Most addresses, and kinds of events, that are told by name. */
const MAX_NAMED = 50;

/** What {@link AnonymousBudget} is made of. */
export interface AnonymousBudgetOptions {
  limits: AnonymousLimits;
  instance: string;
  now(): number;
  /** Takes the event that tells what was omitted. */
  tell(event: RecordedEvent): void;
}

/**
 * Bounds what callers can have recorded without signing in. What is beyond the
 * limits is counted, and told once a minute as one event.
 */
export class AnonymousBudget {
  readonly #options: AnonymousBudgetOptions;
  #second = 0;
  #taken = 0;
  readonly #takenBy = new Map<string, number>();
  #omitted: Omissions | undefined;
  #telling: NodeJS.Timeout | undefined;

  constructor(options: AnonymousBudgetOptions) {
    this.#options = options;
  }

  /** Whether there is room for an event; one that has none is counted. */
  takes(event: RecordedEvent): boolean {
    if (event.actor.type !== 'anonymous') {
      return true;
    }
    const { limits, now } = this.#options;
    const second = Math.floor(now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#taken = 0;
      this.#takenBy.clear();
    }
    const client = clientGroup(event.client?.ip);
    const takenBy = this.#takenBy.get(client) ?? 0;
    if (this.#taken >= limits.total || takenBy >= limits.perAddress) {
      this.#omit(event, client);
      return false;
    }
    this.#taken += 1;
    this.#takenBy.set(client, takenBy + 1);
    return true;
  }

  /** Tells what was omitted so far. */
  tellNow(): void {
    const { instance, now, tell } = this.#options;
    const omitted = this.#omitted;
    this.forget();
    if (omitted) {
      tell(omitted.toEvent(instance, now()));
    }
  }

  /** Tells nothing of what was omitted so far. */
  forget(): void {
    clearTimeout(this.#telling);
    this.#telling = undefined;
    this.#omitted = undefined;
  }

  #omit(event: RecordedEvent, client: string): void {
    this.#omitted ??= new Omissions(this.#options.now());
    this.#omitted.add(client, `${event.plugin}.${event.eventId}`);
    this.#telling ??= setTimeout(() => this.tellNow(), TOLD_AFTER_MS).unref();
  }
}

/** What was omitted since a moment. */
class Omissions {
  readonly #since: number;
  #count = 0;
  readonly #byClient = new Map<string, number>();
  readonly #byType = new Map<string, number>();

  constructor(since: number) {
    this.#since = since;
  }

  add(client: string, type: string): void {
    this.#count += 1;
    increase(this.#byClient, client);
    increase(this.#byType, type);
  }

  toEvent(instance: string, now: number): RecordedEvent {
    return {
      id: uuidv7(),
      startedAt: new Date(this.#since).toISOString(),
      endedAt: new Date(now).toISOString(),
      durationMs: Math.max(0, now - this.#since),
      plugin: 'audit-log-recorder',
      eventId: 'anonymous-events-omitted',
      action: 'omit',
      category: 'ACCESS',
      severity: 'medium',
      outcome: 'succeeded',
      amends: null,
      actor: { type: 'service', ref: 'plugin:audit-log-recorder' },
      target: null,
      client: null,
      request: null,
      meta: {
        omitted: this.#count,
        addresses: named(this.#byClient, this.#count),
        eventTypes: named(this.#byType, this.#count),
      } as RecordedEvent['meta'],
      error: null,
      instance,
    };
  }
}

/** Bounded: whoever has many addresses is not to fill memory with them. */
function increase(counts: Map<string, number>, name: string): void {
  const count = counts.get(name);
  if (count !== undefined || counts.size < MAX_NAMED) {
    counts.set(name, (count ?? 0) + 1);
  }
}

function named(counts: Map<string, number>, total: number): JsonObject[] {
  const told = [...counts].map(([name, count]) => ({ name, count }));
  told.sort((a, b) => b.count - a.count);
  const others = told.reduce((left, { count }) => left - count, total);
  return others > 0 ? [...told, { name: 'others', count: others }] : told;
}

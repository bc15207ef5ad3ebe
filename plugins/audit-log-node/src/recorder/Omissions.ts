import { JsonObject } from '@backstage/types';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { v7 as uuidv7 } from 'uuid';

/** Most addresses, and kinds of events, that are told by name. */
const MAX_NAMED = 50;

/** What was omitted since a moment. */
export class Omissions {
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

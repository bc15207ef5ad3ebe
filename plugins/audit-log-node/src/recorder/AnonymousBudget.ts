import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { Omissions } from './Omissions';
import { clientGroup } from './clientGroup';

/** How many events of callers without credentials are recorded a second. */
export interface AnonymousLimits {
  perAddress: number;
  total: number;
}

/** After the first omission, how long others are counted with it. */
const TOLD_AFTER_MS = 60_000;

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

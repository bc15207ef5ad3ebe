import { ServiceUnavailableError } from '@backstage/errors';
import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { eventError } from '../envelope';
import { AnonymousBudget, AnonymousLimits } from './AnonymousBudget';
import { Decider, Decision } from './Decider';
import { StrictGate } from './StrictGate';

/** What {@link StrictBegins} are made of. */
export interface StrictBeginsOptions {
  gate: StrictGate;
  decider: Decider;
  budget: AnonymousBudget;
  limits: AnonymousLimits;
  count(decision: Decision): void;
  /** Takes the event of an operation that was refused before it was followed. */
  onRefused(event: RecordedEvent): void;
}

/** Tells which operations may begin only after their begin is committed. */
export class StrictBegins {
  readonly #options: StrictBeginsOptions;

  constructor(options: StrictBeginsOptions) {
    this.#options = options;
  }

  /**
   * The decision about a begin that is to be committed before the operation
   * goes on; undefined where it needn't be. Waits until it can be known, and
   * rejects where that takes too long.
   */
  async decide(begun: RecordedEvent): Promise<Decision | undefined> {
    const { count, decider } = this.#options;
    let decision = decider.decide(begun);
    if (decision.durability !== 'strict') {
      return undefined;
    }
    if (decision.what === 'later') {
      await this.#whenKnown(begun);
      decision = decider.decide(begun);
    }
    if (decision.what !== 'record' || decision.durability !== 'strict') {
      return undefined;
    }
    this.admit(decision.event);
    count(decision);
    return decision;
  }

  /** @throws where there is no room for a record without which nothing is done. */
  admit(event: RecordedEvent): void {
    const { budget, limits } = this.#options;
    if (!budget.takes(event)) {
      throw new ServiceUnavailableError(
        `The audit log records at most ${limits.perAddress} a second of one address and ${limits.total} of all that did not sign in, and a rule refuses the operation without a record`,
      );
    }
  }

  async #whenKnown(begun: RecordedEvent): Promise<void> {
    const { gate, onRefused } = this.#options;
    try {
      await gate.whenKnown(begun);
    } catch (error) {
      onRefused(refused(begun, error));
      throw error;
    }
  }
}

/** An operation that was not begun, because it could not be recorded. */
export function refused(begun: RecordedEvent, error: unknown): RecordedEvent {
  return { ...begun, outcome: 'failed', error: eventError(error) };
}

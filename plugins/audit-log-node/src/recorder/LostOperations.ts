import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { UnknownOutcome } from '../journal';
import { Decider } from './Decider';
import { Delivery } from './Delivery';
import { Figures } from './Figures';

/** Most operations that wait to be told as incomplete. */
const MAX_INCOMPLETE = 1_000;

/** What {@link LostOperations} are made of. */
export interface LostOperationsOptions {
  decider: Decider;
  delivery: Delivery;
  figures: Figures;
}

/**
 * Operations whose processes died before they ended. Until it is known what
 * is recorded, their begins stay where they are in the journal.
 */
export class LostOperations {
  readonly #options: LostOperationsOptions;
  #undecided: UnknownOutcome[] = [];
  #incomplete: RecordedEvent[] = [];

  constructor(options: LostOperationsOptions) {
    this.#options = options;
  }

  add(outcomes: UnknownOutcome[]): void {
    this.#undecided.push(...outcomes);
  }

  /** Decides about those that were added. */
  settle(): void {
    const { decider, delivery, figures } = this.#options;
    for (const { event, operationId, mark } of this.#undecided.splice(0)) {
      const decision = decider.decideLost(event);
      if (decision.what === 'drop') {
        mark.end();
        continue;
      }
      figures.unknownOutcomes += 1;
      this.#incomplete.push(decision.event);
      void delivery
        .take(decision.event, {
          operationId,
          durability: 'journal',
          begin: mark,
          period: decision.period,
        })
        .then(isDurable => (isDurable ? mark.end() : mark.release()));
    }
    this.#incomplete = this.#incomplete.slice(-MAX_INCOMPLETE);
  }

  /** Those that were recorded since this was called last. */
  takeIncomplete(): RecordedEvent[] {
    return this.#incomplete.splice(0);
  }
}

import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { JournalLine } from './lines';

interface Found {
  begun: RecordedEvent;
  /** Id kept for the event that amends the begin, where that was recorded. */
  nextId: string | undefined;
}

/**
 * Finds the operations that had begun and not ended when a process died, by
 * reading its journal once from the oldest line to the latest.
 *
 * @remarks
 * The line of an end may be gone already, because its event was appended. The
 * event made here then has the same id, and appending it changes nothing.
 */
export class LeftOpen {
  readonly #open = new Map<string, Found>();

  add(line: JournalLine): void {
    if ('b' in line) {
      this.#open.set(line.b.id, { begun: line.b, nextId: line.n });
      return;
    }
    if (line.e.outcome !== 'pending') {
      this.#open.delete(line.o ?? line.e.id);
    }
  }

  /**
   * The events that say so: outcome `unknown`, amending the begin where that
   * was recorded.
   */
  events(): { event: RecordedEvent; operationId: string }[] {
    return [...this.#open.values()].map(({ begun, nextId }) => ({
      operationId: begun.id,
      event: {
        ...begun,
        outcome: 'unknown',
        ...(nextId && { id: nextId, amends: begun.id }),
      },
    }));
  }
}

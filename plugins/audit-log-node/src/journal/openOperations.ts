import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { JournalLine } from './lines';

interface Found<Place> {
  begun: RecordedEvent;
  /** Id kept for the event that amends the begin, where that was recorded. */
  nextId: string | undefined;
  /** Where its line is. */
  place: Place;
}

/**
 * Finds the operations that had begun and not ended when a process died, from
 * all lines of its journal, in any order: they may have moved, and not all of
 * them together.
 *
 * @remarks
 * The line of an end may be gone already, because its event was appended. The
 * event made here then has the same id, and appending it changes nothing.
 */
export class LeftOpen<Place> {
  readonly #begun = new Map<string, Found<Place>>();
  readonly #ended = new Set<string>();

  add(line: JournalLine, place: Place): void {
    if ('b' in line) {
      const { b: begun, n: nextId } = line;
      // Of two lines the one that knows that the begin was recorded counts.
      if (nextId !== undefined || !this.#begun.has(begun.id)) {
        this.#begun.set(begun.id, { begun, nextId, place });
      }
    } else if ('d' in line) {
      this.#ended.add(line.d);
    } else if ('e' in line && line.e.outcome !== 'pending') {
      this.#ended.add(line.o ?? line.e.id);
    }
  }

  /**
   * The events that say so: outcome `unknown`, amending the begin where that
   * was recorded.
   */
  events(): {
    event: RecordedEvent;
    operationId: string;
    found: Found<Place>;
  }[] {
    return [...this.#begun.values()]
      .filter(({ begun }) => !this.#ended.has(begun.id))
      .map(found => ({
        operationId: found.begun.id,
        found,
        event: {
          ...found.begun,
          outcome: 'unknown',
          ...(found.nextId && { id: found.nextId, amends: found.begun.id }),
        },
      }));
  }
}

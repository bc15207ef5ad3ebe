import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { JournalMark } from '../journal';
import { OperationHistory, nextEvent } from './Operation';
import { RecordedOperation } from './types';

/** After this an operation that is still open is recorded as `pending`. */
export const PENDING_AFTER_MS = 30_000;
/** After this nobody expects an end any more. */
const UNKNOWN_AFTER_MS = 24 * 3_600_000;
/** Most operations that are followed; the oldest become `unknown`. */
const MAX_OPEN = 10_000;
const CHECK_EVERY_MS = 5_000;

interface Following extends OperationHistory {
  readonly begun: RecordedEvent;
  readonly startedAt: number;
  mark: JournalMark | undefined;
  /** There was no room for its first event, so no other one is recorded. */
  isOmitted?: boolean;
}

/** What {@link OpenOperations} are made of. */
export interface OpenOperationsOptions {
  now(): number;
  makeId(): string;
  /** Whether the rules let an event into the log. */
  keeps(event: RecordedEvent): boolean;
  /** Whether there is room for the first event of an operation. */
  admits(event: RecordedEvent): boolean;
  /** Notes that an operation is open, so that its end is missed if it dies. */
  note(begun: RecordedEvent, nextId?: string): JournalMark | undefined;
  /** Whether an operation that can't be noted is to be recorded at once. */
  mustNote(): boolean;
  /** Takes an event of an operation, known by the id of its begin. */
  take(event: RecordedEvent, operationId: string): Promise<void>;
}

/**
 * Follows operations from their begin to their end, and makes of them the
 * events that the log shows.
 */
export class OpenOperations {
  readonly #options: OpenOperationsOptions;
  readonly #open = new Map<string, Following>();
  #checking: NodeJS.Timeout | undefined;

  constructor(options: OpenOperationsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#open.size;
  }

  /** The operations that are open at present. */
  ids(): string[] {
    return [...this.#open.keys()];
  }

  /** Of these, the ones that may still end soon. */
  youngIds(): string[] {
    return this.ids().filter(id => this.#open.get(id)?.standing === 'open');
  }

  has(id: string): boolean {
    return this.#open.has(id);
  }

  /**
   * @param isRecorded - whether the begin is recorded by itself, so that the
   * end amends it
   */
  follow(
    begun: RecordedEvent,
    isRecorded: boolean,
  ): RecordedOperation & {
    /** Resolves when its end would be missed if the process died. */
    begun: Promise<void>;
  } {
    const { now, makeId, keeps, note } = this.#options;
    const nextId = isRecorded ? makeId() : undefined;
    const isMissed = isRecorded || keeps(begun);
    const operation: Following = {
      begun,
      startedAt: now(),
      standing: isRecorded ? 'pending' : 'open',
      latestId: begun.id,
      nextId,
      isRecorded,
      mark: isMissed ? note(begun, nextId) : undefined,
    };
    this.#open.set(begun.id, operation);
    this.#checking ??= setInterval(() => this.#check(), CHECK_EVERY_MS).unref();
    return {
      end: ended => this.#end(operation, ended),
      begun:
        isMissed && !isRecorded && !operation.mark && this.#options.mustNote()
          ? this.#recordPending(operation)
          : Promise.resolve(),
    };
  }

  /** Records operations that are still open with outcome `unknown`. */
  async abandon(ids: Iterable<string>): Promise<void> {
    await Promise.all(
      [...ids].map(id => {
        const operation = this.#open.get(id);
        return operation && this.#giveUp(operation);
      }),
    );
  }

  /** Forgets every open operation. */
  clear(): void {
    for (const operation of this.#open.values()) {
      operation.mark?.release();
    }
    this.#open.clear();
  }

  stop(): void {
    clearInterval(this.#checking);
    this.#checking = undefined;
  }

  async #end(operation: Following, ended: RecordedEvent): Promise<void> {
    const taken = this.#take(operation, ended);
    this.#open.delete(operation.begun.id);
    await taken;
    // Only now: the end is durable before the journal forgets the begin.
    operation.mark?.release();
  }

  #giveUp(operation: Following): Promise<void> {
    return this.#end(operation, { ...operation.begun, outcome: 'unknown' });
  }

  async #take(operation: Following, event: RecordedEvent): Promise<void> {
    const next = nextEvent(operation, event, this.#options.makeId);
    if (!next) {
      return;
    }
    // An unknown outcome can still become known, as a pending one can.
    operation.standing = next.outcome === 'unknown' ? 'pending' : next.outcome;
    // Once one event of an operation is in the log, so are those after it:
    // else it would show an outcome that no longer stands.
    if (!operation.isRecorded) {
      const { admits, keeps } = this.#options;
      if (operation.isOmitted || !keeps(next)) {
        return;
      }
      operation.isOmitted = !admits(next);
      if (operation.isOmitted) {
        return;
      }
    }
    if (next.amends !== null) {
      operation.nextId = undefined;
    }
    operation.isRecorded = true;
    operation.latestId = next.id;
    await this.#options.take(next, operation.begun.id);
  }

  #check(): void {
    const now = this.#options.now();
    for (const operation of [...this.#open.values()]) {
      const age = now - operation.startedAt;
      if (age < PENDING_AFTER_MS && this.#open.size <= MAX_OPEN) {
        // The map is in the order of beginning: the rest is younger.
        break;
      }
      if (age >= UNKNOWN_AFTER_MS || this.#open.size > MAX_OPEN) {
        void this.#giveUp(operation);
      } else if (operation.standing === 'open') {
        void this.#recordPending(operation);
      }
    }
    if (this.#open.size === 0) {
      this.stop();
    }
  }

  async #recordPending(operation: Following): Promise<void> {
    const { makeId, keeps, note } = this.#options;
    if (!keeps(operation.begun)) {
      operation.standing = 'pending';
      return;
    }
    const before = operation.mark;
    const nextId = makeId();
    operation.mark = note(operation.begun, nextId);
    const taken = this.#take(operation, operation.begun);
    operation.nextId = nextId;
    await taken;
    before?.release();
  }
}

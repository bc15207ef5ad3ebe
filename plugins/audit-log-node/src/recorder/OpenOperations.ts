import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { BeginPlace } from '../journal';
import { Decision } from './Decider';
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
  mark: BeginPlace | undefined;
  /** A decision about it has been counted. */
  isCounted: boolean;
  /** There was no room for its first event, so no other one is recorded. */
  isOmitted?: boolean;
}

/** What {@link OpenOperations} are made of. */
export interface OpenOperationsOptions {
  /** Milliseconds that pass whatever the clock is set to. */
  uptime(): number;
  makeId(): string;
  decide(event: RecordedEvent): Decision;
  /** Whether an event that is not made yet might be recorded. */
  mayRecord(event: RecordedEvent): boolean;
  /** Counts a decision, once for each operation. */
  count(decision: Decision): void;
  /** Whether there is room for the first event of an operation. */
  admits(event: RecordedEvent): boolean;
  /** Notes that an operation is open, so that its end is missed if it dies. */
  note(begun: RecordedEvent, nextId?: string): BeginPlace | undefined;
  /** Whether an operation that can't be noted is to be recorded at once. */
  mustNote(): boolean;
  /**
   * Takes an event of an operation, known by the id of its begin. Resolves to
   * whether it is durable.
   */
  take(
    decision: Decision,
    operation: { operationId: string; begin: BeginPlace | undefined },
  ): Promise<boolean>;
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
    const { uptime, makeId, note } = this.#options;
    const nextId = isRecorded ? makeId() : undefined;
    const isMissed = isRecorded || this.#wouldBeMissed(begun);
    const operation: Following = {
      begun,
      startedAt: uptime(),
      standing: isRecorded ? 'pending' : 'open',
      latestId: begun.id,
      nextId,
      isRecorded,
      isCounted: isRecorded,
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

  /** Forgets open operations, but for those that `keeps` names. */
  forget(keeps: (begun: RecordedEvent) => boolean): void {
    for (const [id, operation] of this.#open) {
      if (!keeps(operation.begun)) {
        operation.mark?.end();
        this.#open.delete(id);
      }
    }
  }

  stop(): void {
    clearInterval(this.#checking);
    this.#checking = undefined;
  }

  async #end(operation: Following, ended: RecordedEvent): Promise<void> {
    const taken = this.#take(operation, ended);
    this.#open.delete(operation.begun.id);
    // Only then: the end is durable before the journal forgets the begin.
    if (await taken) {
      operation.mark?.end();
    } else {
      operation.mark?.release();
    }
  }

  #giveUp(operation: Following): Promise<void> {
    return this.#end(operation, { ...operation.begun, outcome: 'unknown' });
  }

  /** Resolves to whether nothing of the event can be lost any more. */
  async #take(operation: Following, event: RecordedEvent): Promise<boolean> {
    const { admits, decide, makeId, take } = this.#options;
    const next = nextEvent(operation, event, makeId);
    if (!next) {
      return true;
    }
    // An unknown outcome can still become known, as a pending one can.
    operation.standing = next.outcome === 'unknown' ? 'pending' : next.outcome;
    if (operation.isOmitted) {
      return true;
    }
    const decision = decide(next);
    if (
      decision.what === 'later' &&
      next.outcome === 'pending' &&
      operation.mark
    ) {
      // It is missed anyway if the process dies; told when that is decided.
      operation.standing = 'open';
      return true;
    }
    if (decision.what === 'drop') {
      // Of one that goes on, the end is still to be decided.
      if (next.outcome !== 'pending') {
        this.#count(operation, decision);
      }
      return true;
    }
    if (!operation.isRecorded && !admits(decision.event)) {
      operation.isOmitted = true;
      return true;
    }
    if (next.amends !== null) {
      operation.nextId = undefined;
    }
    if (next.outcome === 'pending') {
      operation.nextId = makeId();
      this.#keepNext(operation, operation.nextId);
    }
    operation.isRecorded = true;
    operation.latestId = next.id;
    this.#count(operation, decision);
    const { begun, mark } = operation;
    return take(decision, { operationId: begun.id, begin: mark });
  }

  /** Before the begin is recorded: what amends it has one id, whoever does. */
  #keepNext(operation: Following, nextId: string): void {
    if (operation.mark) {
      operation.mark.keepNext(nextId);
    } else {
      operation.mark = this.#options.note(operation.begun, nextId);
    }
  }

  #count(operation: Following, decision: Decision): void {
    if (!operation.isCounted) {
      operation.isCounted = true;
      this.#options.count(decision);
    }
  }

  /** Whether it is to be told if the process dies before the operation ends. */
  #wouldBeMissed(begun: RecordedEvent): boolean {
    return this.#options.mayRecord({ ...begun, outcome: 'unknown' });
  }

  #check(): void {
    const now = this.#options.uptime();
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
    await this.#take(operation, operation.begun);
  }
}

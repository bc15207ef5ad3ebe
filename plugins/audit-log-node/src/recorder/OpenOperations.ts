import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { OperationHistory, nextEvent } from './Operation';
import { RecordedOperation } from './types';

/** After this an operation that is still open is recorded as `pending`. */
export const PENDING_AFTER_MS = 30_000;
const CHECK_EVERY_MS = 5_000;

interface Following extends OperationHistory {
  readonly begun: RecordedEvent;
  readonly startedAt: number;
  readonly onClosed: (() => void) | undefined;
}

/** What {@link OpenOperations} are made of. */
export interface OpenOperationsOptions {
  now(): number;
  nextId(): string;
  /** Whether the rules let an event into the log. */
  keeps(event: RecordedEvent): boolean;
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

  /**
   * @param options - `standing` is `pending` where the begin was recorded
   * already; `onClosed` is called once, when the operation has ended.
   */
  follow(
    begun: RecordedEvent,
    options: { standing: 'open' | 'pending'; onClosed?: () => void },
  ): RecordedOperation {
    const operation: Following = {
      begun,
      startedAt: this.#options.now(),
      standing: options.standing,
      latestId: begun.id,
      isRecorded: options.standing !== 'open',
      onClosed: options.onClosed,
    };
    this.#open.set(begun.id, operation);
    this.#startChecking();
    return { end: ended => this.#end(operation, ended) };
  }

  /** Records every operation that is still open with outcome `unknown`. */
  async abandon(): Promise<void> {
    await Promise.all(
      [...this.#open.values()].map(operation =>
        this.#take(operation, { ...operation.begun, outcome: 'unknown' }),
      ),
    );
  }

  /** Forgets every open operation. */
  clear(): void {
    for (const operation of this.#open.values()) {
      operation.onClosed?.();
    }
    this.#open.clear();
  }

  stop(): void {
    clearInterval(this.#checking);
    this.#checking = undefined;
  }

  async #end(operation: Following, ended: RecordedEvent): Promise<void> {
    const taken = this.#take(operation, ended);
    if (this.#open.delete(operation.begun.id)) {
      operation.onClosed?.();
    }
    await taken;
  }

  async #take(operation: Following, event: RecordedEvent): Promise<void> {
    const next = nextEvent(operation, event, this.#options.nextId);
    if (!next) {
      return;
    }
    operation.standing = next.outcome === 'unknown' ? 'pending' : next.outcome;
    // Once one event of an operation is in the log, so are those after it:
    // else it would show an outcome that no longer stands.
    if (!operation.isRecorded && !this.#options.keeps(next)) {
      return;
    }
    operation.isRecorded = true;
    operation.latestId = next.id;
    await this.#options.take(next, operation.begun.id);
  }

  #startChecking(): void {
    this.#checking ??= setInterval(
      () => this.#recordPending(),
      CHECK_EVERY_MS,
    ).unref();
  }

  #recordPending(): void {
    const before = this.#options.now() - PENDING_AFTER_MS;
    for (const operation of this.#open.values()) {
      if (operation.startedAt > before) {
        // The map is in the order of beginning: the rest is younger.
        break;
      }
      if (operation.standing === 'open') {
        this.#take(operation, operation.begun);
      }
    }
    if (this.#open.size === 0) {
      this.stop();
    }
  }
}

import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { BacklogEntry, Settlement } from './Backlog';
import { WaitingOptions } from './options';
import { Durability } from './types';

/**
 * How long a call waits for the commit of its event, in milliseconds; 0 where
 * it doesn't.
 */
export function waitForCommitMs(options: {
  event: RecordedEvent;
  durability: Durability;
  waiting: WaitingOptions;
  isJournalled: boolean;
  /** Whether it is known that events are recorded, and where. */
  isReady: boolean;
  /** Whether appending fails at present. */
  isAway: boolean;
  isVolatile: boolean;
}): number {
  const { event, durability, waiting, isJournalled, isVolatile } = options;
  // Also before it is known where events go: memory alone is not durable.
  if (!isJournalled && !isVolatile) {
    return waiting.patienceMs;
  }
  if (!options.isReady) {
    return 0;
  }
  const isEnough =
    event.outcome === 'pending' || durability === 'journal' || options.isAway;
  return isEnough ? 0 : waiting.commitMs;
}

/** Resolves when the entry is settled, or to undefined when time is up. */
export function settled(
  entry: BacklogEntry,
  timeoutMs?: number,
): Promise<Settlement | undefined> {
  return new Promise(resolve => {
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => resolve(undefined), timeoutMs);
    const before = entry.settle;
    entry.settle = result => {
      clearTimeout(timer);
      before?.(result);
      resolve(result);
    };
  });
}

/** Lets any number of callers wait for the next time that something happens. */
export class Occasion {
  #waiting: (() => void)[] = [];

  /** Resolves when it happens, or when time is up. */
  next(timeoutMs?: number): Promise<void> {
    return new Promise(resolve => {
      const timer =
        timeoutMs === undefined ? undefined : setTimeout(resolve, timeoutMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  happened(): void {
    this.#waiting.splice(0).forEach(resume => resume());
  }
}

import { AsyncLocalStorage } from 'node:async_hooks';

/** For whom the log is read. */
export interface Reading {
  /** As a ref. */
  caller: string;
  /** Aborted when the caller goes away. */
  signal: AbortSignal;
}

const readings = new AsyncLocalStorage<Reading | undefined>();

/**
 * Does some work for a caller, so that everything that reads the log for it
 * knows for whom, however far from the door.
 */
export function readAs<T>(reading: Reading | undefined, work: () => T): T {
  return readings.run(reading, work);
}

/** For whom this code reads; undefined where the portal reads for itself. */
export function presentReading(): Reading | undefined {
  return readings.getStore();
}

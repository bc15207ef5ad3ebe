import { StorageProfile } from 'backstage-plugin-audit-log-node';

/** How many times faster than real time the replicas' clocks run. */
const SPEED = 600;

/** Names the log in its checkpoints. */
export const ORIGIN = 'chaos/audit-log';

/** What a replica is told. */
export interface ReplicaFacts {
  database: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** In time of the fast clock. */
  leaseMs: number;
  storage: {
    allowedEndpoints: string[];
    localFolder: undefined;
    profiles: StorageProfile[];
  };
}

/** A clock that all processes read alike, and that runs fast. */
export function fastClock(startedAt: number): () => Date {
  return () => new Date(startedAt + (Date.now() - startedAt) * SPEED);
}

/** Real milliseconds in time of the fast clock. */
export function inFastTime(realMs: number): number {
  return realMs * SPEED;
}

import { RecordedEvent } from 'backstage-plugin-audit-log-common';
import { RuleBook } from '../rules';
import { BacklogLimits } from './Backlog';
import { Durability } from './types';

/** How events are gathered into batches. */
export interface BatchOptions {
  maxBatchEvents: number;
  /** In characters of JSON. */
  maxBatchSize: number;
  /** How long events that nobody waits for may gather, in milliseconds. */
  lingerMs: number;
  /** How long one append may take before it counts as failed. */
  appendTimeoutMs: number;
}

/** What a recorder is made of. */
export interface RecorderOptions {
  instance: string;
  memory: BacklogLimits;
  batch: BatchOptions;
  rules: RuleBook;
  /** By severity; where the rules ask for nothing else. */
  durabilityOf(event: RecordedEvent): Durability;
  /** How long `createEvent` waits under a strict rule, in milliseconds. */
  strictTimeoutMs: number;
  /** How long a call waits for a commit where nothing else is durable. */
  patienceMs: number;
  /** Epoch milliseconds. */
  now(): number;
  /** From 0 to 1, exclusive. */
  random(): number;
}

export const defaultBatchOptions: BatchOptions = {
  maxBatchEvents: 1000,
  maxBatchSize: 4 * 1024 * 1024,
  lingerMs: 25,
  appendTimeoutMs: 30_000,
};

export const defaultMemoryLimits: BacklogLimits = {
  maxEvents: 10_000,
  maxSize: 32 * 1024 * 1024,
};

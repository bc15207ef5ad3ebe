import { Journal } from '../journal';
import { RuleBook } from '../rules';
import { AnonymousLimits } from './AnonymousBudget';
import { BacklogLimits } from './Backlog';
import { KnowledgeFile } from './KnowledgeFile';
import { DurabilityBySeverity, EventSink } from './types';

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

/** For how long calls may wait, in milliseconds. */
export interface WaitingOptions {
  /** `createEvent` under a strict rule, before it rejects. */
  strictMs: number;
  /** For a commit, where the journal has the event already. */
  commitMs: number;
  /** For a commit, where nothing else is durable. */
  patienceMs: number;
  /** For operations to end when the process is asked to end. */
  graceMs: number;
  /** For the last events to be appended then. */
  drainMs: number;
}

/** What a recorder is made of. */
export interface RecorderOptions {
  instance: string;
  anonymous: AnonymousLimits;
  memory: BacklogLimits;
  batch: BatchOptions;
  waiting: WaitingOptions;
  rules: RuleBook;
  /** How durable an event must be where no rule says so. */
  durability: DurabilityBySeverity;
  journal?: Journal;
  /** Where what is known of the portal outlives the process. */
  knowledgeFile?: KnowledgeFile;
  /** Where events in quarantine outlive the process. */
  quarantineFolder?: string;
  /** The log itself doesn't outlive the process: low severities don't wait. */
  isVolatile: boolean;
  /** Called when the recorder learns where its events go. */
  onSink?(sink: EventSink): void;
  /** Epoch milliseconds. */
  now(): number;
  /** From 0 to 1, exclusive. */
  random(): number;
}

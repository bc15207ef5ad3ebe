import {
  OperationFacts,
  RecordedEvent,
} from 'backstage-plugin-audit-log-common';
import {
  AuditLogRecorder,
  RecordingKnowledge,
} from 'backstage-plugin-audit-log-node';
import {
  Caller,
  StoredSettings,
} from '../../../plugins/audit-log-backend/src/settings';
import {
  KnownRow,
  LogHead,
  SealedEvent,
} from '../../../plugins/audit-log-backend/src/store/batch';
import { Switch } from '../../../plugins/audit-log-backend/src/store';

/** The tables of the portal. What it does, it does whole or not at all. */
export interface Tables {
  head: LogHead;
  settings: StoredSettings;
  /** Every event that is looked at, in order. */
  events: SealedEvent[];
  switches: Switch[];
  knownRows(ids: string[]): KnownRow[];
  operations(ids: string[]): Map<string, OperationFacts>;
  /** Puts events in place that were sealed. */
  commit(events: SealedEvent[], head: LogHead): void;
  supersede(sequence: number, by: string | null): void;
}

/** The way of a process to the database: what is asked of it may get lost. */
export interface Database {
  logId: string;
  do<T>(work: (tables: Tables) => T): Promise<T>;
}

/** Where a program runs. */
export interface Place {
  name: string;
  database: Database;
  random(): number;
  onLearned(knowledge: RecordingKnowledge): void;
  /** Whether the database refuses an event for its own sake. */
  isRefused(event: RecordedEvent): boolean;
}

/** What arrives at `POST /v1/events`. */
export interface DeliveryRequest {
  headers: Record<string, string>;
  body: string;
  /** It is of the first release, which answers less. */
  isFirstRelease: boolean;
}

/** A program that runs. */
export interface Program {
  recorder: AuditLogRecorder & { close(): void };
  handle?(request: DeliveryRequest): Promise<{ status: number; body: unknown }>;
  ask?(change: 'enable' | 'disable', by: Caller): Promise<void>;
  /** Shuts down as a backend does. */
  stop(): Promise<void>;
}

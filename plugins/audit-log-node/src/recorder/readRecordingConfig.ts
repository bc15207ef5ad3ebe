import { Config } from '@backstage/config';
import { severities } from 'backstage-plugin-audit-log-common';
import { hostname } from 'node:os';
import { ConfigValue, databaseOf } from '../config';
import { BatchOptions, WaitingOptions } from './options';
import { AnonymousLimits } from './AnonymousBudget';
import { BacklogLimits } from './Backlog';
import { JournalPlace, journalPlace } from './journalPlace';
import { DurabilityBySeverity } from './types';

const durabilities = ['journal', 'commit'] as const;
const MEBIBYTE = 1024 * 1024;

/** The plugin in whose database the log is. */
export const PLUGIN_ID = 'audit-log';

/** What `auditLog.recording` says. */
export interface RecordingConfig {
  instance: string;
  durability: DurabilityBySeverity;
  waiting: WaitingOptions;
  anonymous: AnonymousLimits;
  batch: BatchOptions;
  memory: BacklogLimits;
  /** Undefined where there is no journal. */
  journal: (JournalPlace & { maxBytes: number }) | undefined;
  isVolatile: boolean;
}

/**
 * Reads `auditLog.recording` and `auditLog.instance`.
 *
 * @throws InputError naming the key, its value and what was expected.
 */
export function readRecordingConfig(config: Config): RecordingConfig {
  const recording = ConfigValue.at(config, 'auditLog').at('recording');
  const database = databaseOf(config, PLUGIN_ID);
  const isVolatile = database.isInMemory;
  const hasJournal = recording.at('journal.enabled').flag() ?? !isVolatile;
  // Whatever a timer can wait, 0 included.
  const wait = (name: string, fallback: number) =>
    recording.at(name).durationMs() ?? fallback;
  const count = (name: string, fallback: number, min = 1) =>
    recording.at(name).count({ min }) ?? fallback;
  const folder = recording.at('journal.folder').text();
  const maxBytes = count('journal.maxBytes', 256 * MEBIBYTE, MEBIBYTE);
  return {
    instance: instanceName(config),
    durability: readDurability(recording),
    waiting: {
      // Without any time to wait every strict operation would be refused.
      strictMs: recording.at('strictTimeout').durationMs({ min: 1 }) ?? 5_000,
      commitMs: wait('commitTimeout', 2_000),
      patienceMs: wait('patience', 10_000),
      graceMs: wait('shutdown.grace', isVolatile ? 0 : 5_000),
      drainMs: wait('shutdown.drain', 10_000),
    },
    anonymous: {
      perAddress: count('anonymous.perAddress', 5),
      total: count('anonymous.total', 50),
    },
    batch: {
      maxBatchEvents: count('batch.maxEvents', 1_000),
      maxBatchSize: 4 * MEBIBYTE,
      lingerMs: wait('batch.linger', 25),
      // A database that is never given the time to answer takes nothing.
      appendTimeoutMs:
        recording.at('batch.timeout').durationMs({ min: 1_000 }) ?? 30_000,
    },
    memory: {
      maxEvents: count('memory.maxEvents', 10_000),
      maxSize: count('memory.maxBytes', 32 * MEBIBYTE),
    },
    journal: hasJournal
      ? { ...journalPlace({ config, database, folder }), maxBytes }
      : undefined,
    isVolatile: isVolatile && !hasJournal,
  };
}

function readDurability(recording: ConfigValue): DurabilityBySeverity {
  const result: DurabilityBySeverity = {
    low: 'journal',
    medium: 'commit',
    high: 'commit',
    critical: 'commit',
  };
  for (const severity of severities) {
    result[severity] =
      recording.at(`durability.${severity}`).oneOf(durabilities) ??
      result[severity];
  }
  return result;
}

function instanceName(config: Config): string {
  const name =
    ConfigValue.at(config, 'auditLog').at('instance').text() ??
    `${hostname()}-${process.pid}`;
  return name.slice(0, 256);
}

import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { severities } from 'backstage-plugin-audit-log-common';
import { createHash } from 'node:crypto';
import { hostname, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { BatchOptions, WaitingOptions } from './options';
import { AnonymousLimits } from './AnonymousBudget';
import { BacklogLimits } from './Backlog';
import { DurabilityBySeverity } from './types';

const KEY = 'auditLog.recording';
const durabilities = ['journal', 'commit'] as const;
const MEBIBYTE = 1024 * 1024;

/** What `auditLog.recording` says. */
export interface RecordingConfig {
  instance: string;
  durability: DurabilityBySeverity;
  waiting: WaitingOptions;
  anonymous: AnonymousLimits;
  batch: BatchOptions;
  memory: BacklogLimits;
  /** Undefined where there is no journal. */
  journal: { folder: string; maxBytes: number } | undefined;
  isVolatile: boolean;
}

/** Reads `auditLog.recording`; throws where a value can't be understood. */
export function readRecordingConfig(config: Config): RecordingConfig {
  const isVolatile = hasDatabaseInMemory(config);
  const hasJournal =
    config.getOptionalBoolean(`${KEY}.journal.enabled`) ?? !isVolatile;
  return {
    instance: instanceName(config),
    durability: readDurability(config),
    waiting: {
      strictMs: durationMs(config, 'strictTimeout', 5_000),
      commitMs: durationMs(config, 'commitTimeout', 2_000),
      patienceMs: durationMs(config, 'patience', 10_000),
      graceMs: durationMs(config, 'shutdown.grace', isVolatile ? 0 : 5_000),
      drainMs: durationMs(config, 'shutdown.drain', 10_000),
    },
    anonymous: {
      perAddress: count(config, 'anonymous.perAddress', 5),
      total: count(config, 'anonymous.total', 50),
    },
    batch: {
      maxBatchEvents: count(config, 'batch.maxEvents', 1_000),
      maxBatchSize: 4 * MEBIBYTE,
      lingerMs: durationMs(config, 'batch.linger', 25),
      appendTimeoutMs: durationMs(config, 'batch.timeout', 30_000),
    },
    memory: {
      maxEvents: count(config, 'memory.maxEvents', 10_000),
      maxSize: count(config, 'memory.maxBytes', 32 * MEBIBYTE),
    },
    journal: hasJournal
      ? {
          folder: journalFolder(config),
          maxBytes: count(config, 'journal.maxBytes', 256 * MEBIBYTE),
        }
      : undefined,
    isVolatile: isVolatile && !hasJournal,
  };
}

function readDurability(config: Config): DurabilityBySeverity {
  const result: DurabilityBySeverity = {
    low: 'journal',
    medium: 'commit',
    high: 'commit',
    critical: 'commit',
  };
  for (const severity of severities) {
    const key = `${KEY}.durability.${severity}`;
    const value = config.getOptionalString(key);
    if (value !== undefined) {
      result[severity] = oneOf(key, value, durabilities);
    }
  }
  return result;
}

function durationMs(config: Config, name: string, fallback: number): number {
  const key = `${KEY}.${name}`;
  return config.has(key)
    ? durationToMilliseconds(readDurationFromConfig(config, { key }))
    : fallback;
}

function count(config: Config, name: string, fallback: number): number {
  const key = `${KEY}.${name}`;
  const value = config.getOptionalNumber(key) ?? fallback;
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InputError(
      `${key} is ${value}; expected a whole number of at least 1`,
    );
  }
  return value;
}

function oneOf<T extends string>(
  key: string,
  value: string,
  allowed: readonly T[],
): T {
  const found = allowed.find(known => known === value);
  if (!found) {
    throw new InputError(
      `${key} is '${value}'; expected one of '${allowed.join("', '")}'`,
    );
  }
  return found;
}

/** Then the log doesn't outlive the process either. */
function hasDatabaseInMemory(config: Config): boolean {
  const client = config.getOptionalString('backend.database.client');
  const connection = config.getOptional('backend.database.connection');
  // Either the name of the file itself, or an object that has it.
  const filename =
    typeof connection === 'string'
      ? connection
      : config.getOptional('backend.database.connection.filename');
  return (
    client === undefined ||
    (client.includes('sqlite') && filename === ':memory:')
  );
}

/**
 * Beside the files of the database, where there are any; else in the folder
 * for temporary files, one for each portal.
 */
function journalFolder(config: Config): string {
  const configured = config.getOptionalString(`${KEY}.journal.folder`);
  if (configured) {
    return resolve(configured);
  }
  const connection = config.getOptional('backend.database.connection');
  const directory =
    typeof connection === 'string'
      ? undefined
      : config.getOptional('backend.database.connection.directory');
  if (typeof directory === 'string') {
    return resolve(directory, 'audit-log-journal');
  }
  const portal = createHash('sha256')
    .update(`${config.getOptionalString('backend.baseUrl')} ${process.cwd()}`)
    .digest('hex')
    .slice(0, 8);
  return join(
    config.getOptionalString('backend.workingDirectory') ?? tmpdir(),
    `backstage-audit-log-journal-${portal}`,
  );
}

function instanceName(config: Config): string {
  const name =
    config.getOptionalString('auditLog.instance') ??
    `${hostname()}-${process.pid}`;
  return name.slice(0, 256);
}

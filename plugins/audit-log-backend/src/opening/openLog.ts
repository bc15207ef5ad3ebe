import {
  DatabaseService,
  LifecycleService,
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { AuditLogConfig } from '../config';
import { unsupportedDatabase } from '../settings';
import { applyMigrations, DatabaseEventStore } from '../store';
import { databaseOpener } from './openDatabase';

/** A log whose tables are as this version needs them. */
export interface OpenLog {
  knex: Knex;
  store: DatabaseEventStore;
}

/**
 * Opens the log.
 *
 * @param options.onNever - told why this portal can't have one; then there is
 * nothing to open
 */
export function logOpener(options: {
  config: AuditLogConfig;
  database: DatabaseService;
  lifecycle: LifecycleService;
  logger: LoggerService;
  rootConfig: RootConfigService;
  onNever: (reason: string) => void;
}): () => Promise<OpenLog | undefined> {
  const { config, database, logger } = options;
  const openDatabase = databaseOpener(options);
  return async () => {
    const knex = await openDatabase();
    const reason = unsupportedDatabase(knex);
    if (reason) {
      options.onNever(reason);
      return undefined;
    }
    if (!database.migrations?.skip) {
      await applyMigrations(knex);
    }
    const store = await DatabaseEventStore.create({
      knex,
      readTimeoutMs: config.readTimeoutMs,
      onNoReader: problem =>
        logger.warn(
          `The log is read by the backend itself, whose other answers wait meanwhile, because no process could be started to read it: ${problem}`,
        ),
      onNoCopy: problem =>
        logger.warn(
          `Events are appended with INSERT, which is slower, because this client of PostgreSQL can't do COPY: ${problem}`,
        ),
    });
    return { knex, store };
  };
}
